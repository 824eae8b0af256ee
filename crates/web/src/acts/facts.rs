//! The fields of what a result says to the other parts of a bundle.

use domain::bundle::Facts;
use domain::bundle::kind::Produced;

use crate::acts::Task;
use crate::acts::part::Part;
use crate::facts;
use crate::form::FormErrors;

/// The name of the field of a fact.
fn field(key: &str) -> String {
    format!("du-kien-{}", key.replace('_', "-"))
}

/// The fields; what `usual` says stands in those that nobody has typed into.
pub(super) fn parts(task: &Task<'_>, usual: &Facts) -> Vec<Part> {
    let part = |fact: &Produced| {
        let field = field(&fact.key);
        let usual = usual.get(&fact.key).map_or("", String::as_str);
        let typed = task.form.text_or(&field, usual).to_owned();
        Part::line(&field, fact.name.clone(), typed)
            .hint("Chuyển sang các việc sau của hồ sơ liên thông, không ai hỏi lại người nộp")
    };
    facts::asked(task.dossier()).map(part).collect()
}

/// Reads what a granting result says; nothing where a field has to be mended.
pub(super) fn read(task: &Task<'_>, errors: &mut FormErrors) -> Facts {
    let typed = |key: &str| task.form.text(&field(key)).to_owned();
    match facts::read(task.dossier(), typed) {
        Ok(facts) => facts,
        Err(wrong) => {
            for wrong in wrong {
                errors.add(field(&wrong.key), wrong.sentence);
            }
            Facts::new()
        }
    }
}
