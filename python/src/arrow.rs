//! Records as Arrow: the columns are those of their JSON, by the schema that the record types
//! give of themselves.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

/// The columns of rows of type `R`, in the order in which its JSON has them.
///
/// # Panics
/// Where the JSON of `R` has something that no column can hold.
pub(crate) fn schema_of<R: JsonSchema>() -> SchemaRef {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.inline_subschemas = true;
    });
    let described = settings.into_generator().into_root_schema_for::<R>();
    Arc::new(Schema::new(fields(described.as_value())))
}

/// Rows as one batch.
pub(crate) fn batch<R: Serialize>(schema: &SchemaRef, rows: &[R]) -> Result<RecordBatch, ArrowError> {
    let mut decoder =
        ReaderBuilder::new(schema.clone()).with_batch_size(rows.len().max(1)).build_decoder()?;
    decoder.serialize(rows)?;
    Ok(decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema.clone())))
}

fn fields(object: &Value) -> Fields {
    let Some(properties) = object["properties"].as_object() else {
        panic!("no fields are told of {object}");
    };
    // Properties come by the alphabet; what is always there is listed in its order.
    let listed: Vec<&str> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let place = |name: &str| listed.iter().position(|one| *one == name).unwrap_or(listed.len());
    let mut names: Vec<&String> = properties.keys().collect();
    names.sort_by_key(|name| place(name));
    names.into_iter().map(|name| Field::new(name, kind(&properties[name]), true)).collect()
}

fn kind(described: &Value) -> DataType {
    let is_null = |one: &Value| one["type"] == "null";
    if let Some(kinds) = described["anyOf"].as_array()
        && let Some(one) = kinds.iter().find(|one| !is_null(one))
    {
        return kind(one);
    }
    // One word of several.
    if ["oneOf", "enum", "const"].iter().any(|key| !described[key].is_null()) {
        return DataType::Utf8;
    }
    let named = match &described["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
        kind => Some(kind),
    };
    match named.and_then(Value::as_str) {
        Some("string") => DataType::Utf8,
        Some("integer") => DataType::Int64,
        Some("number") => DataType::Float64,
        Some("boolean") => DataType::Boolean,
        Some("array") => DataType::List(Arc::new(Field::new_list_field(kind(&described["items"]), true))),
        Some("object") => DataType::Struct(fields(described)),
        _ => panic!("no column holds {described}"),
    }
}
