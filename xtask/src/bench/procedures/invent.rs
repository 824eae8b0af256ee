//! Invented procedures: the built-in ones, said of other sectors and of places that do not exist.
//!
//! The places make the vocabulary grow with the catalogue, which is what mending a slip of the
//! finger has to look through.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::bench::chance::Chance;
use crate::workspace;

/// Where the built-in procedures are, below the workspace's folder.
const MODELS: &str = "data/procedures";

/// The same number makes the same catalogue in every run.
const SEED: u64 = 1_500;

const SECTORS: [&str; 30] = [
    "Thủy lợi",
    "Lâm nghiệp",
    "Chăn nuôi",
    "Thú y",
    "Thủy sản",
    "Bảo vệ thực vật",
    "Đê điều",
    "Tài nguyên nước",
    "Địa chất và khoáng sản",
    "Môi trường",
    "Đo đạc, bản đồ",
    "Khí tượng thủy văn",
    "Giáo dục mầm non",
    "Giáo dục thường xuyên",
    "Giáo dục nghề nghiệp",
    "Việc làm",
    "An toàn, vệ sinh lao động",
    "Phòng, chống tệ nạn xã hội",
    "Điện ảnh",
    "Di sản văn hóa",
    "Thư viện",
    "Báo chí",
    "Viễn thông và Internet",
    "Sở hữu trí tuệ",
    "Tiêu chuẩn đo lường chất lượng",
    "Hóa chất",
    "Vật liệu nổ công nghiệp",
    "Quy hoạch xây dựng",
    "Tín ngưỡng, tôn giáo",
    "Công chứng",
];

const OPENINGS: [&str; 24] = [
    "B", "Ch", "D", "Đ", "G", "H", "Kh", "L", "M", "N", "Ng", "Nh", "Ph", "Qu", "R", "S", "T",
    "Th", "Tr", "V", "X", "C", "Bl", "Kl",
];

const RIMES: [&str; 36] = [
    "a", "ai", "am", "an", "ang", "anh", "ao", "au", "ăm", "ăng", "âm", "ân", "âu", "em", "en",
    "eo", "ê", "ênh", "êu", "inh", "iu", "oa", "oan", "oang", "on", "ong", "ô", "ôi", "ôn", "ơi",
    "ơn", "um", "ung", "uôn", "ươi", "ương",
];

/// What an invented procedure says in place of its model.
struct Other {
    code: String,
    sector: &'static str,
    place: String,
}

/// Write so many of them into a folder, each a file as the program's own import reads it.
pub fn write(folder: &Path, count: usize) -> Result<()> {
    let models = models()?;
    if models.is_empty() {
        bail!("{MODELS} has no procedure in force");
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let mut chance = Chance::new(SEED);
    for number in 0..count {
        let other = Other {
            code: format!("9.{:06}", number + 1),
            sector: SECTORS[(number / models.len()) % SECTORS.len()],
            place: format!("{} {}", syllable(&mut chance), syllable(&mut chance)),
        };
        let path = folder.join(format!("{}.toml", other.code));
        let text = said_of(&other, &models[number % models.len()]);
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// The files of the built-in procedures that have no last day.
fn models() -> Result<Vec<String>> {
    let folder = workspace::root().join(MODELS);
    let listed =
        std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in listed {
        let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
        paths.push(entry.path());
    }
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    let mut models = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        if !text.lines().any(|line| line.starts_with("valid_to = ")) {
            models.push(text);
        }
    }
    Ok(models)
}

/// A model with another code, longer names and another sector; all else stays.
fn said_of(other: &Other, model: &str) -> String {
    let mut text = String::new();
    let mut in_head = true;
    for line in model.lines() {
        // Cases and papers have names too, and these stay.
        in_head = in_head && !line.starts_with('[');
        if in_head {
            text.push_str(&head_line(other, line));
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

fn head_line(other: &Other, line: &str) -> String {
    let Other {
        code,
        sector,
        place,
    } = other;
    let key = line.split(" = ").next().unwrap_or_default();
    match (key, line.strip_suffix('"')) {
        ("code", _) => format!("code = \"{code}\""),
        ("name" | "official_name", Some(begun)) => {
            format!("{begun} trong {} ở {place}\"", sector.to_lowercase())
        }
        ("sector", _) => format!("sector = \"{sector}\""),
        // It would be that of the model.
        ("sector_code", _) => String::new(),
        _ => line.to_owned(),
    }
}

fn syllable(chance: &mut Chance) -> String {
    format!("{}{}", chance.one(&OPENINGS), chance.one(&RIMES))
}

#[cfg(test)]
mod tests {
    use super::super::super::server::tests::folder;
    use super::*;

    #[test]
    fn only_the_head_of_a_model_is_said_anew() {
        let model = "code = \"1.001193\"\nname = \"Đăng ký khai sinh\"\nsector = \"Hộ tịch\"\n\
                     sector_code = \"G15\"\nsets = 1\n[[cases]]\nname = \"Đúng hạn\"\n";
        let other = Other {
            code: "9.000001".into(),
            sector: "Thủy lợi",
            place: "Nganh Sôi".into(),
        };
        assert_eq!(
            said_of(&other, model),
            "code = \"9.000001\"\nname = \"Đăng ký khai sinh trong thủy lợi ở Nganh Sôi\"\n\
             sector = \"Thủy lợi\"\n\nsets = 1\n[[cases]]\nname = \"Đúng hạn\"\n"
        );
    }

    #[test]
    fn so_many_files_are_written_and_each_has_its_own_code() {
        let folder = folder("invent");
        write(&folder, 120).expect("a folder of ours");
        let files = std::fs::read_dir(&folder).expect("it is there");
        assert_eq!(files.count(), 120);
        let last = std::fs::read_to_string(folder.join("9.000120.toml")).expect("the last");
        assert!(last.starts_with("code = \"9.000120\"\n"), "{last}");
        std::fs::remove_dir_all(folder).expect("ours");
    }
}
