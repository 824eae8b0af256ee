//! What a picture says, in the words of whoever reads a process, and how they are broken into lines.

use crate::people::Role;
use crate::process::draft::{Again, Consult, Draft, RoleSaid, Step, Whom};
use crate::process::naming::{Naming, working_time};
use crate::process::picture::{Node, Shape};

pub(super) const BEGIN: &str = "Bắt đầu";

pub(super) fn title(draft: &Draft) -> String {
    format!("Quy trình nội bộ: {}", draft.name)
}

/// The picture for whoever does not see it: how much there is, and the steps from top to bottom.
pub(super) fn description(draft: &Draft, nodes: &[Node]) -> String {
    let done: Vec<&Node> = nodes
        .iter()
        .filter(|node| matches!(node.shape, Shape::Step | Shape::Consult))
        .collect();
    let consults = done.iter().filter(|node| node.shape == Shape::Consult);
    let consults = consults.count();
    let asked = match consults {
        0 => String::new(),
        count => format!(" và {count} lần lấy ý kiến"),
    };
    let names: Vec<&str> = done.iter().map(|node| node.name.as_str()).collect();
    format!(
        "Thời hạn giải quyết: {}. Có {} bước{asked}, từ trên xuống: {}.",
        draft.limit.show(),
        done.len() - consults,
        names.join("; ")
    )
}

/// Who, how long, and what comes of it.
pub(super) fn step(
    step: &Step,
    naming: &Naming,
    role_name: fn(Role) -> &'static str,
) -> Vec<String> {
    let role = match &step.role {
        RoleSaid::Known(role) => role_name(*role),
        RoleSaid::Unknown(said) => said.as_str(),
    };
    let mut about = vec![
        format!("{role}, {}", naming.unit(&step.unit)),
        working_time(step.minutes.into()),
    ];
    about.extend(naming.work(step));
    about
}

/// Who is asked, how long, and what.
pub(super) fn consult(consult: &Consult, naming: &Naming) -> Vec<String> {
    let asked = consult.asks.iter().map(|asked| match &asked.whom {
        Whom::Unit(rule) => naming.unit(rule),
        Whom::Outside(name) => name.clone(),
    });
    let asked: Vec<String> = asked.collect();
    let mut about = vec![
        format!("Hỏi {}", asked.join(", ")),
        working_time(consult.minutes.into()),
    ];
    let questions = consult.asks.iter().flat_map(|asked| &asked.questions);
    about.extend(questions.cloned());
    about
}

pub(super) fn again(again: &Again) -> String {
    match again.at_most {
        Some(bound) => format!("Quay lại, nhiều nhất {bound} lần"),
        None => "Quay lại, chưa ghi nhiều nhất mấy lần".to_owned(),
    }
}

/// Breaks words into lines of so many characters; a word that is longer is broken, too.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, columns) {
            let length = piece.chars().count();
            let has_room = |line: &String| line.chars().count() + 1 + length <= columns;
            if lines.last().is_some_and(has_room)
                && let Some(line) = lines.last_mut()
            {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, columns: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let pieces = characters.chunks(columns);
    pieces.map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_between_words_where_that_can_be() {
        let lines = wrap("Trả kết quả văn bản từ chối", 12);
        assert_eq!(lines, ["Trả kết quả", "văn bản từ", "chối"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert!(wrap("  ", 5).is_empty());
    }
}
