//! Writes the JSON Schema of `fireside/cohort/1` from the types themselves.
//!
//! `cargo run --features schema --example schema` writes `core/schema/cohort-1.schema.json`; with `-- --check` it fails if
//! the file is not what it would write.

use std::error::Error;
use std::path::Path;

use fireside::model::CohortData;
use schemars::generate::SchemaSettings;

fn main() -> Result<(), Box<dyn Error>> {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<CohortData>();
    schema.insert("$id".to_owned(), "fireside/cohort/1".into());
    schema.insert("title".to_owned(), "A cohort of mentors and mentees".into());
    let text = serde_json::to_string_pretty(&schema)? + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/cohort-1.schema.json");
    if !std::env::args().any(|argument| argument == "--check") {
        std::fs::write(path, text)?;
    } else if std::fs::read_to_string(&path).ok() != Some(text) {
        return Err(format!("{} is not in step with the types: run `make schema`", path.display()).into());
    }
    Ok(())
}
