//! What is wrong with a file that was sent, and how to mend it.

use documents::upload::{POINTS_MAX, Unreadable};

use crate::language::Language;

/// Why a file was not taken. Its name stands in the sentence in every language: it is how people
/// tell one of their files from another.
pub fn unreadable_in(why: &Unreadable, name: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => why.show(name),
        Language::English => unreadable_english(why, name),
    }
}

fn unreadable_english(why: &Unreadable, name: &str) -> String {
    match why {
        Unreadable::Empty => format!("The file \"{name}\" is empty. Choose it again"),
        Unreadable::TooBig { size, max } => format!(
            "The file \"{name}\" has {} MB, at most {} MB are taken. Take a picture of each page \
             by itself, or make the picture smaller",
            size.div_ceil(1024 * 1024),
            max / (1024 * 1024),
        ),
        Unreadable::WrongKind { .. } => format!(
            "The file \"{name}\" is no PDF, JPG or PNG. Take a picture of the paper with a \
             telephone, or save the file as PDF"
        ),
        Unreadable::MistypedExtension { found, extension } => format!(
            "The file \"{name}\" is a {} but its name ends in \".{extension}\". Change the ending, \
             or choose another file",
            found.show(),
        ),
        Unreadable::Locked => format!(
            "The file \"{name}\" has a password, so that officials cannot open it. Remove the \
             password and send it again"
        ),
        Unreadable::Broken => format!(
            "The file \"{name}\" is damaged or incomplete. Open it on your machine, save it and \
             send it again"
        ),
        Unreadable::Polyglot => format!(
            "The file \"{name}\" holds something else beside the paper. Print it to a new PDF, or \
             take a picture, and send that"
        ),
        Unreadable::TooComplex => format!(
            "The file \"{name}\" has too many pages or parts. Split it into several files and \
             send them"
        ),
        Unreadable::TooManyPoints { width, height } => format!(
            "The picture \"{name}\" has {width} × {height} points, at most {} million are taken. \
             Make it smaller, or take it again, and send that",
            POINTS_MAX / 1_000_000,
        ),
    }
}

/// That nobody knows what is wrong with it.
pub fn not_looked_at(language: Language) -> &'static str {
    language.say(
        "Chưa đọc được tệp này. In ra PDF mới hoặc chụp lại rồi gửi",
        "This file could not be read. Print it to a new PDF, or take a picture, and send that",
    )
}

/// That the files of one form are too much together.
pub fn too_much(language: Language) -> &'static str {
    language.say(
        "Các tệp cộng lại nặng quá 60 MB. Gửi từng tệp một, hoặc giảm cỡ ảnh",
        "The files have more than 60 MB together. Send them one by one, or make the pictures \
         smaller",
    )
}

/// That the line broke.
pub fn broken_off(language: Language) -> &'static str {
    language.say(
        "Mạng bị ngắt khi đang gửi tệp. Chọn lại tệp rồi gửi tiếp; những tệp đã nhận vẫn còn",
        "The line broke while a file was being sent. Choose it again and go on; what arrived \
         before is still there",
    )
}
