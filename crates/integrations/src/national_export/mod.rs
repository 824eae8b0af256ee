//! The export of the national procedure database: one JSON file a procedure, with all its defects.
//!
//! The structure is read strictly: a missing or an unknown key refuses the record. Inside the
//! structure, a text that is no value is kept as it came and listed to mend.

mod fee;
mod limit;
mod terms;
mod words;

use domain::procedure::content::Part;
use domain::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};
use domain::procedure::{
    Certainty, Channel, LegalBasis, Procedure, ProcedureCode, Publication, ResultPaper, Sector,
    ServiceLevel, ToMend,
};
use domain::workflow::Workflow;
use serde_json::Value;

pub use self::fee::{UnclearFee, read_fees};
pub use self::limit::{ReadLimit, read_limit};
use crate::catalogue_file::stem;
use crate::reading::{Problem, Table, WHOLE_FILE, on_one_line};

/// Reads one record; its version is 0 until the store gives one.
///
/// Unicode is composed (NFC), what cannot be seen goes, and "Không có thông tin" is read as empty.
/// The export says nothing about the number of sets, the validity and the level of online service:
/// sets stay open, the version is taken as in force, and a record with an online channel counts as
/// partly online.
///
/// # Errors
/// Every place that does not follow the structure; then nothing of the record is taken.
pub fn read_record(file_name: &str, bytes: &[u8]) -> Result<Procedure, Vec<Problem>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![Problem::new(WHOLE_FILE, "không phải chữ UTF-8")])?;
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
            let reason = if fault.is_eof() {
                "tệp bị cắt giữa chừng: JSON chưa kết thúc"
            } else {
                "tệp viết chưa đúng JSON"
            };
            vec![Problem::new(format!("dòng {}", fault.line()), reason)]
        })?;
    let mut record = Table::outermost(value)?;
    let mut problems = Vec::new();
    let procedure = read_whole(file_name, &mut record, &mut problems);
    record.finish(&mut problems);
    match procedure {
        Some(procedure) if problems.is_empty() => Ok(procedure),
        Some(_) | None => Err(problems),
    }
}

fn read_whole(
    file_name: &str,
    record: &mut Table,
    problems: &mut Vec<Problem>,
) -> Option<Procedure> {
    let id = record.needed_text("thu_tuc_id", problems);
    let source_file = record.present_text("source_file", problems);
    let metadata = record.needed_table("metadata", problems);
    let content = record.needed_table("content", problems);
    let tables = record.needed_table("tables", problems);
    let metadata = metadata.and_then(|table| read_metadata(table, problems));
    let content = content.map(|table| read_content(table, problems));
    let mut to_mend = Vec::new();
    let tables = tables.map(|table| read_tables(table, &mut to_mend, problems));
    let (metadata, content, tables) = (metadata?, content?, tables?);
    check_code(file_name, &id, &metadata.code, problems);

    let levels = words::read_levels(&metadata.levels, &mut to_mend);
    let applicants = words::read_applicants(&content.applicants, &mut to_mend);
    keep_unplaced(&content, &mut to_mend);
    let online = tables
        .rows
        .iter()
        .any(|row| row.channel == Some(Channel::Online));
    let cases = terms::read_cases(&tables.rows, &tables.papers, &mut to_mend);
    Some(Procedure {
        code: metadata.code,
        version: 0,
        name: metadata.name.clone(),
        official_name: metadata.name,
        english_name: None,
        synonyms: words::split_list(&content.keywords),
        sector: Sector {
            code: None,
            name: metadata.sector,
        },
        levels,
        applicants,
        online_level: if online {
            ServiceLevel::PartlyOnline
        } else {
            ServiceLevel::InformationOnly
        },
        sets: None,
        cases,
        results: read_results(&content.result),
        legal_bases: tables.legal_bases,
        steps: words::split_steps(&content.steps),
        conditions: content.conditions,
        agencies_text: content.agencies,
        publication: Publication {
            decision: metadata.decision,
            valid_from: None,
            valid_to: None,
        },
        declaration: None,
        workflow: Workflow::usual(None),
        process: None,
        to_mend,
        source: format!("CSDL quốc gia về thủ tục hành chính, {source_file}"),
        certainty: Certainty::Medium,
    })
}

fn check_code(file_name: &str, id: &str, code: &ProcedureCode, problems: &mut Vec<Problem>) {
    if id != code.as_str() {
        let reason = format!("thu_tuc_id là {id} nhưng metadata.mã_thủ_tục là {code}");
        problems.push(Problem::new("thu_tuc_id", reason));
    }
    if stem(file_name) != id {
        let reason = format!("tên tệp là “{file_name}” nhưng mã trong tệp là {id}");
        problems.push(Problem::new("thu_tuc_id", reason));
    }
}

struct Metadata {
    code: ProcedureCode,
    name: String,
    decision: String,
    levels: String,
    sector: String,
}

fn read_metadata(mut table: Table, problems: &mut Vec<Problem>) -> Option<Metadata> {
    let code = table.needed("mã_thủ_tục", "mã cần ghi như 1.001193", problems);
    let name = on_one_line(&table.needed_text("tên_thủ_tục", problems));
    let decision = informed(&mut table, "số_quyết_định", problems);
    let levels = informed(&mut table, "cấp_thực_hiện", problems);
    // Who may regulate the procedure: of no use to applicants or officials here.
    informed(&mut table, "loại_thủ_tục", problems);
    let sector = on_one_line(&table.needed_text("lĩnh_vực", problems));
    table.finish(problems);
    Some(Metadata {
        code: code?,
        name,
        decision: on_one_line(&decision),
        levels,
        sector,
    })
}

struct Content {
    steps: String,
    applicants: String,
    agencies: String,
    result: String,
    conditions: String,
    keywords: String,
    unplaced: Vec<(&'static str, String)>,
}

fn read_content(mut table: Table, problems: &mut Vec<Problem>) -> Content {
    let mut take = |key| informed(&mut table, key, problems);
    let agencies = [
        ("", take("cơ_quan_thực_hiện")),
        ("Cơ quan có thẩm quyền: ", take("cơ_quan_có_thẩm_quyền")),
        ("Cơ quan được ủy quyền: ", take("cơ_quan_được_ủy_quyền")),
        ("Cơ quan phối hợp: ", take("cơ_quan_phối_hợp")),
        ("Nơi tiếp nhận: ", take("địa_chỉ_tiếp_nhận_hs")),
    ];
    let agencies: Vec<String> = agencies
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| format!("{label}{text}"))
        .collect();
    let conditions = take("yêu_cầu_điều_kiện_thực_hiện");
    let none = matches!(
        conditions.trim_end_matches('.').to_lowercase().as_str(),
        "không"
    );
    let content = Content {
        steps: take("trình_tự_thực_hiện"),
        applicants: take("đối_tượng_thực_hiện"),
        agencies: agencies.join("\n"),
        result: take("kết_quả_thực_hiện"),
        conditions: if none { String::new() } else { conditions },
        keywords: take("từ_khóa"),
        unplaced: vec![
            ("content.cách_thức_thực_hiện", take("cách_thức_thực_hiện")),
            ("content.mô_tả", take("mô_tả")),
        ],
    };
    table.finish(problems);
    content
}

// A text whose key must be there; "Không có thông tin" says that there is none.
fn informed(table: &mut Table, key: &str, problems: &mut Vec<Problem>) -> String {
    let text = table.present_text(key, problems);
    if text.to_lowercase().trim_end_matches('.') == "không có thông tin" {
        return String::new();
    }
    text
}

fn keep_unplaced(content: &Content, to_mend: &mut Vec<ToMend>) {
    for (field, text) in content.unplaced.iter().filter(|(_, text)| !text.is_empty()) {
        to_mend.push(ToMend {
            field: (*field).to_owned(),
            text: text.clone(),
            reason: "danh mục chưa có chỗ riêng cho nội dung này".to_owned(),
            part: None,
        });
    }
    if content.applicants.is_empty() {
        to_mend.push(words::missing(
            "content.đối_tượng_thực_hiện",
            Part::Applicants,
        ));
    }
    if content.steps.is_empty() {
        to_mend.push(words::missing("content.trình_tự_thực_hiện", Part::Steps));
    }
    if content.agencies.is_empty() {
        to_mend.push(words::missing("content.cơ_quan_thực_hiện", Part::Agencies));
    }
}

fn read_results(text: &str) -> Vec<ResultPaper> {
    text.lines()
        .map(on_one_line)
        .filter(|line| !line.is_empty())
        .map(|name| ResultPaper { code: None, name })
        .collect()
}

struct Tables {
    rows: Vec<terms::Row>,
    papers: Vec<RequiredPaper>,
    legal_bases: Vec<LegalBasis>,
}

fn read_tables(mut table: Table, to_mend: &mut Vec<ToMend>, problems: &mut Vec<Problem>) -> Tables {
    let mut rows = Vec::new();
    for mut row in table.present_tables("hinh_thuc_nop", problems) {
        let channel = informed(&mut row, "hinh_thuc", problems);
        rows.push(terms::Row {
            channel: words::read_channel(&channel, &row.at("hinh_thuc"), to_mend),
            limit: informed(&mut row, "thoi_han_giai_quyet", problems),
            fees: informed(&mut row, "phi_le_phi", problems),
            note: on_one_line(&informed(&mut row, "mo_ta", problems)),
        });
        row.finish(problems);
    }
    let mut papers = Vec::new();
    for row in table.present_tables("thanh_phan_ho_so", problems) {
        let number = papers.len() + 1;
        papers.push(read_paper(row, number, to_mend, problems));
    }
    let mut legal_bases = Vec::new();
    for row in table.present_tables("can_cu_phap_ly", problems) {
        legal_bases.push(read_legal_basis(row, to_mend, problems));
    }
    table.finish(problems);
    Tables {
        rows,
        papers,
        legal_bases,
    }
}

fn read_paper(
    mut row: Table,
    number: usize,
    to_mend: &mut Vec<ToMend>,
    problems: &mut Vec<Problem>,
) -> RequiredPaper {
    let name = on_one_line(&row.needed_text("ten_giay_to", problems));
    // The column is named for a number but holds the name of the form's file.
    let form = Some(informed(&mut row, "so_luong", problems)).filter(|form| !form.is_empty());
    let place = row.at("ghi_chu");
    let counts = informed(&mut row, "ghi_chu", problems);
    row.finish(problems);
    let (originals, copies) = words::read_counts(&counts).unwrap_or_else(|| {
        to_mend.push(ToMend {
            field: place,
            text: counts,
            reason: "không đọc được số bản chính và số bản sao".to_owned(),
            part: None,
        });
        (0, 0)
    });
    let when_there = name.to_lowercase().contains("nếu có");
    RequiredPaper {
        key: PaperKey(format!("giay-to-{number}")),
        code: None,
        name,
        originals,
        copies,
        handing: Handing::Submit,
        need: if when_there {
            Need::When("nếu có".to_owned())
        } else {
            Need::Always
        },
        form,
        replaceable_by: None,
        is_declaration: false,
    }
}

fn read_legal_basis(
    mut row: Table,
    to_mend: &mut Vec<ToMend>,
    problems: &mut Vec<Problem>,
) -> LegalBasis {
    let number = on_one_line(&informed(&mut row, "so_ky_hieu", problems));
    let title = on_one_line(&informed(&mut row, "trich_yeu", problems));
    let place = row.at("ngay_ban_hanh");
    let day = informed(&mut row, "ngay_ban_hanh", problems);
    // Two records in five leave this key out.
    let issuer = on_one_line(&row.text("co_quan_ban_hanh", problems));
    row.finish(problems);
    let issued_on = words::read_date(&day);
    if issued_on.is_none() && !day.is_empty() {
        to_mend.push(ToMend {
            field: place,
            text: day,
            reason: "ngày ban hành không đọc được theo dạng ngày-tháng-năm".to_owned(),
            part: None,
        });
    }
    LegalBasis {
        number,
        title,
        issued_on,
        issuer,
    }
}
