//! Our own file of events in a life (sự kiện trong đời), read.

use domain::procedure::occasion::{Occasion, OccasionWay};

use crate::reading::{Problem, Table, read_toml};

const CODE: &str = "mã thủ tục cần ghi như 1.001193";

/// Reads every `[[occasions]]`, in the order of the file.
///
/// # Errors
/// Every place that cannot be taken; then nothing is taken.
pub fn read_occasions(text: &str) -> Result<Vec<Occasion>, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let mut occasions: Vec<Occasion> = Vec::new();
    for mut table in file.tables("occasions", &mut problems) {
        let occasion = read_occasion(&mut table, &mut problems);
        let is_taken = |slug: &String| occasions.iter().any(|other| other.answers_to(slug));
        if is_taken(&occasion.slug) || occasion.former_slugs.iter().any(is_taken) {
            let reason = "địa chỉ này đã thuộc một sự kiện ở trên";
            problems.push(Problem::new(table.at("slug"), reason));
        }
        occasions.push(occasion);
        table.finish(&mut problems);
    }
    file.finish(&mut problems);
    if problems.is_empty() {
        Ok(occasions)
    } else {
        Err(problems)
    }
}

fn read_occasion(table: &mut Table, problems: &mut Vec<Problem>) -> Occasion {
    let occasion = Occasion {
        slug: table.needed_text("slug", problems),
        former_slugs: table.texts("former_slugs", problems),
        name: table.needed_text("name", problems),
        english_name: table.needed_text("english_name", problems),
        what: table.needed_text("what", problems),
        english_what: table.needed_text("english_what", problems),
        sentence: table.needed_text("sentence", problems),
        english_sentence: table.needed_text("english_sentence", problems),
        ways: read_ways(table, problems),
    };
    let slugs = occasion.former_slugs.iter().chain([&occasion.slug]);
    for slug in slugs.filter(|slug| !is_slug(slug)) {
        let reason = format!("“{slug}” chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối");
        problems.push(Problem::new(table.at("slug"), reason));
    }
    occasion
}

fn read_ways(table: &mut Table, problems: &mut Vec<Problem>) -> Vec<OccasionWay> {
    let mut ways = Vec::new();
    for mut way in table.tables("ways", problems) {
        let procedure = way.needed("procedure", CODE, problems);
        let why = way.needed_text("why", problems);
        let english_why = way.needed_text("english_why", problems);
        if let Some(procedure) = procedure {
            ways.push(OccasionWay {
                procedure,
                why,
                english_why,
            });
        }
        way.finish(problems);
    }
    ways
}

fn is_slug(text: &str) -> bool {
    let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(is_fit)
}
