//! The API described for programs, in OpenAPI 3.1: made from its table and from the types
//! of its answers.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::table::{Call, Kind, TABLE, Taken};
use super::{Problem, ROOT};

/// The description.
pub(super) fn openapi() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.for_serialize().into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths = Map::new();
    for call in TABLE {
        let given = (call.form)(&mut generator);
        paths.insert(
            format!("{ROOT}{}", call.path),
            operation(call, given.to_value(), &problem.clone().to_value()),
        );
    }
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Diplomacy Watch",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What was read, sourced down to the words. Every answer has an ETag; offsets are code points.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(call: &Call, given: Value, problem: &Value) -> Value {
    let gaps = call.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = gaps
        .map(|gap| json!({"name": gap, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    parameters.extend(call.takes.iter().map(parameter));
    let content = |schema: &Value| json!({"application/json": {"schema": schema}});
    json!({
        "get": {
            "operationId": call.path.trim_matches('/').replace(['/', '{', '}'], "_"),
            "summary": call.says,
            "parameters": parameters,
            "responses": {
                "200": {"description": "What was asked for.", "content": content(&given)},
                "304": {"description": "The same as the reader has, by If-None-Match."},
                "default": {"description": "What is wrong.", "content": content(problem)},
            },
        }
    })
}

fn parameter(taken: &Taken) -> Value {
    let schema = match taken.kind {
        Kind::Words => json!({"type": "string"}),
        Kind::List => json!({"type": "array", "items": {"type": "string"}}),
        Kind::Day => json!({"type": "string", "format": "date"}),
        Kind::Number => json!({"type": "integer", "minimum": 1}),
    };
    json!({"name": taken.name, "in": "query", "description": taken.says, "schema": schema})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every form that is referred to is described.
    #[test]
    fn the_description_is_whole() {
        let description = openapi();
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(object) => {
                    if let Some(Value::String(to)) = object.get("$ref") {
                        found.push(to.clone());
                    }
                    object.values().for_each(|inner| references(inner, found));
                }
                Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        references(&description, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for to in found {
            let pointer = to.strip_prefix('#').unwrap();
            assert!(description.pointer(pointer).is_some(), "{to} is not described");
        }
        assert_eq!(description["paths"].as_object().unwrap().len(), TABLE.len());
    }
}
