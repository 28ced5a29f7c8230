//! Calendars in: what RFC 5545 and RFC 7953 cite, what programs write, what is refused, and laws that hold for all of it.

mod ical {
    mod support;

    mod availability;
    mod events;
    mod laws;
    mod refused;
    mod rules;
    mod zones;
}
