//! Every field of a body that cannot be read, at once: whatever is named is put right in a copy, and
//! the copy is read again.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::said;
use crate::form::FormErrors;

/// The most fields that are named: more are mended in a second go.
const MOST: usize = 50;

/// Readings of the copy: a field that is missing takes a few, until something of its kind is there.
const READINGS: usize = 4 * MOST;

/// The fields that cannot be read, the first one found first.
pub(super) fn errors<T: DeserializeOwned>(mut value: Value) -> FormErrors {
    let mut errors = FormErrors::new();
    let mut named: Vec<String> = Vec::new();
    for _ in 0..READINGS {
        let Err(error) = serde_path_to_error::deserialize::<_, T>(value.clone()) else {
            break;
        };
        let message = error.inner().to_string();
        let path = error.path().to_string();
        let path = if path == "." { "" } else { &path };
        let (field, text) = said(path, &message);
        if !named.iter().any(|one| is_within(&field, one)) {
            errors.add(field.clone(), text);
            named.push(field);
        }
        if errors.len() >= MOST || mend(&mut value, error.path(), &message).is_none() {
            break;
        }
    }
    errors
}

/// Whether a field is another one, or a part of it: what stands in for one that was named is not
/// named again.
fn is_within(field: &str, named: &str) -> bool {
    let rest = field.strip_prefix(named);
    named.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Takes away what does not belong there, or puts something there of the kind that does; none where
/// neither can be told.
fn mend(value: &mut Value, path: &Path, message: &str) -> Option<()> {
    let quoted = |index: usize| message.split('`').nth(index).unwrap_or_default();
    if message.starts_with("missing field") {
        let object = at(value, path.iter())?.as_object_mut()?;
        object.insert(quoted(1).to_owned(), Value::Null);
        return Some(());
    }
    if message.starts_with("unknown field") {
        let name = quoted(1);
        let steps: Vec<&Segment> = path.iter().collect();
        let ends_there = matches!(steps.last(), Some(Segment::Map { key }) if key.as_str() == name);
        let whole = steps.len() - usize::from(ends_there);
        let object = at(value, steps.into_iter().take(whole))?.as_object_mut()?;
        return object.remove(name).map(|_| ());
    }
    let instead = stand_in(message)?;
    let there = at(value, path.iter())?;
    if *there == instead {
        return None;
    }
    *there = instead;
    Some(())
}

/// The value at a path.
fn at<'v, 'p>(
    value: &'v mut Value,
    path: impl IntoIterator<Item = &'p Segment>,
) -> Option<&'v mut Value> {
    path.into_iter()
        .try_fold(value, |value, segment| match segment {
            Segment::Seq { index } => value.get_mut(*index),
            Segment::Map { key } => value.get_mut(key.as_str()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
}

/// Something of the kind that the reader expected.
fn stand_in(message: &str) -> Option<Value> {
    if message.starts_with("unknown variant") {
        let choice = message.split('`').nth(3)?;
        return Some(Value::from(choice));
    }
    if message.contains("UUID") {
        return Some(Value::from(uuid::Uuid::nil().to_string()));
    }
    let kind = message.split("expected ").nth(1)?;
    match kind {
        "a string" => Some(Value::from("")),
        "a boolean" => Some(Value::from(false)),
        "a sequence" => Some(Value::from(Vec::<Value>::new())),
        _ if kind.starts_with("string or map") => Some(Value::from("")),
        _ if kind.starts_with('u') || kind.starts_with('i') => Some(Value::from(0)),
        _ if kind.starts_with("struct") || kind == "a map" => {
            Some(Value::Object(serde_json::Map::default()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::model::opinion::{AnswerOpinion, AskOpinions};
    use serde_json::json;

    fn fields<T: DeserializeOwned>(value: Value) -> Vec<String> {
        let errors = errors::<T>(value);
        errors.iter().map(|error| error.field.clone()).collect()
    }

    #[test]
    fn every_reply_without_a_stance_is_named() {
        let body = json!({"opinion": 1, "replies": [
            {"question": 1, "text": "có"},
            {"question": 2, "text": "không", "stance": "perhaps"},
            {"question": "three", "stance": "agree"},
        ]});
        let named = fields::<AnswerOpinion>(body);
        let all = [
            "replies[0].stance",
            "replies[1].stance",
            "replies[2].question",
            "replies[2].text",
        ];
        assert_eq!(named, all);
    }

    #[test]
    fn what_is_unknown_and_what_is_missing_are_named_together() {
        let body = json!({"seen": 4, "asked": [{"unit": "03388-VHXH", "days": 2}]});
        let named = fields::<AskOpinions>(body);
        assert_eq!(named, ["asked[0].days", "asked[0].minutes", "questions"]);
    }

    #[test]
    fn what_can_be_read_has_no_errors_and_nothing_is_read_for_ever() {
        let body = json!({"seen": 4, "asked": [], "questions": []});
        assert!(fields::<AskOpinions>(body).is_empty());
        assert_eq!(fields::<AskOpinions>(json!([])), [""]);
        let many: Vec<Value> = (0..1000).map(|_| json!({})).collect();
        let body = json!({"seen": 4, "asked": many, "questions": []});
        assert_eq!(fields::<AskOpinions>(body).len(), MOST);
    }
}
