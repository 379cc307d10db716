//! JSON in which every key of an object stands once. RFC 8259 leaves open what a repeated key means, so whoever reads it before us may
//! have understood something else.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// A value takes many times the memory of its text. No body of ours has more.
const MOST_VALUES: usize = 20_000;
/// More are not told.
const MOST_TOLD: usize = 20;

/// Reads JSON; gives the paths of keys that stood there before, too. Too many values are an error of data, all others are of syntax.
pub fn read(bytes: &[u8]) -> serde_json::Result<(Value, Vec<Vec<String>>)> {
    let mut found = Found::default();
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = Seed(&mut found).deserialize(&mut source)?;
    source.end()?;
    Ok((value, found.repeated))
}

#[derive(Default)]
struct Found {
    /// Where in the text we are.
    path: Vec<String>,
    repeated: Vec<Vec<String>>,
    values: usize,
}

struct Seed<'f>(&'f mut Found);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        self.0.values += 1;
        if self.0.values > MOST_VALUES {
            return Err(D::Error::custom(format!("more than {MOST_VALUES} values")));
        }
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = source.next_element_seed(Seed(self.0))? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = source.next_key::<String>()? {
            self.0.path.push(key.clone());
            if map.contains_key(&key) && self.0.repeated.len() < MOST_TOLD && !self.0.repeated.contains(&self.0.path) {
                self.0.repeated.push(self.0.path.clone());
            }
            let value = source.next_value_seed(Seed(self.0))?;
            self.0.path.pop();
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
