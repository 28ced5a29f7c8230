'use strict'
// The way out: the core's documents spell their fields in snake case, Node's objects in camel case.

// The fields that hold maps, if they hold objects at all. Their keys are ids, attributes and options, and stay as they are.
const MAPS = new Set(['attributes', 'prices', 'options', 'best_points', 'second_prices', 'duals', 'seats', 'wanted', 'phrases', 'more_seats', 'more_wants', 'more_windows'])

const spelled = new Map()

/** `mentors_wanted` as `mentorsWanted`. The fields are few, so each is worked out once. */
function spell(field) {
  let name = spelled.get(field)
  if (name === undefined) {
    name = field.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
    spelled.set(field, name)
  }
  return name
}

/** A parsed document with its fields in camel case; `finish` is applied to every list and object, the inner ones first. */
function camel(value, finish = (part) => part) {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return finish(value.map((item) => camel(item, finish)))
  const object = {}
  for (const field of Object.keys(value)) object[spell(field)] = MAPS.has(field) ? map(value[field], finish) : camel(value[field], finish)
  return finish(object)
}

function map(value, finish) {
  if (value === null || typeof value !== 'object') return value
  for (const part of Object.values(value)) if (part !== null && typeof part === 'object') map(part, finish)
  return finish(value)
}

module.exports = { camel, spell, MAPS }
