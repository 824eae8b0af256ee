//! `/quan-tri/thu-tuc/{mã}`: one procedure, version by version.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::procedure::content::{Change, Part};
use domain::procedure::fee::{Amount, Fee};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::{Case, Procedure, ProcedureCode, Terms, ToMend};
use domain::rulebook::{Competent, Desks};
use domain::workflow::{StepKind, UnitRule};

use crate::admin::{Admin, Typed, missing, period, typed};
use crate::components::{Fact, View};
use crate::page::{Frame, draw};
use crate::show;
use crate::wording::{clock, ground, people};

#[derive(Template)]
#[template(path = "admin/procedures/one.html")]
struct One {
    frame: Frame,
    facts: Vec<Fact>,
    parts: Vec<(&'static str, bool)>,
    mend: Vec<ToMend>,
    versions: Vec<View>,
    changes: Vec<Change>,
    cases: Vec<CaseShown>,
    steps: Vec<String>,
    workflow: Vec<[String; 4]>,
    /// The page of its process.
    process: String,
    fields: Vec<[String; 4]>,
    bases: Vec<[String; 2]>,
    receptions: Vec<[String; 4]>,
}

struct CaseShown {
    name: String,
    key: String,
    terms: Vec<Fact>,
    /// What a screen reader calls each table: unique on the page.
    fees_label: String,
    papers_label: String,
    fees: Vec<[String; 4]>,
    papers: Vec<[String; 4]>,
}

pub(super) async fn show(
    admin: Admin,
    Path(code): Path<String>,
    Query(query): Query<Typed>,
) -> Response {
    let all: Vec<&Procedure> = code.parse::<ProcedureCode>().map_or_else(
        |_| Vec::new(),
        |code| {
            let versions = admin.rules.procedures.iter().filter(|p| p.code == code);
            versions.map(AsRef::as_ref).collect()
        },
    );
    let asked = typed(&query, "phien-ban").parse::<u32>().ok();
    let chosen = match asked {
        Some(version) => all.iter().find(|procedure| procedure.version == version),
        None => all.iter().max_by_key(|procedure| procedure.version),
    };
    let Some(procedure) = chosen.copied() else {
        let fact = "Không có thủ tục hoặc phiên bản này. Kiểm tra lại mã, ví dụ 1.001193.";
        return missing(&admin, fact, "/quan-tri/thu-tuc");
    };
    let before = all
        .iter()
        .filter(|p| p.version < procedure.version)
        .max_by_key(|p| p.version);
    let frame = admin
        .frame(procedure.name.clone())
        .below("Thủ tục", "/quan-tri/thu-tuc");
    draw(&One {
        frame,
        facts: facts(procedure),
        parts: procedure
            .seven_parts()
            .map(|(part, filled)| (part_name(part), filled))
            .into(),
        mend: procedure.to_mend.clone(),
        versions: all.iter().map(|p| version(p, procedure.version)).collect(),
        changes: before
            .map(|before| before.difference(procedure))
            .unwrap_or_default(),
        cases: procedure.cases.iter().map(case).collect(),
        steps: procedure.steps.clone(),
        workflow: workflow(procedure),
        process: format!("/quan-tri/quy-trinh/{}", procedure.code),
        fields: fields(procedure),
        bases: procedure
            .legal_bases
            .iter()
            .map(|b| [b.number.clone(), b.title.clone()])
            .collect(),
        receptions: receptions(&admin, procedure),
    })
}

fn version(procedure: &Procedure, chosen: u32) -> View {
    let publication = &procedure.publication;
    let from = publication.valid_from.map_or_else(String::new, |from| {
        format!(", có hiệu lực từ {}", show::date(from))
    });
    View {
        text: format!("Phiên bản {}{from}", procedure.version),
        href: format!(
            "/quan-tri/thu-tuc/{}?phien-ban={}",
            procedure.code, procedure.version
        ),
        here: procedure.version == chosen,
        count: None,
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Name => "Tên thủ tục",
        Part::Steps => "Trình tự thực hiện",
        Part::Channels => "Cách thức thực hiện",
        Part::Papers => "Thành phần, số lượng hồ sơ",
        Part::Limit => "Thời hạn giải quyết",
        Part::Applicants => "Đối tượng thực hiện",
        Part::Agencies => "Cơ quan thực hiện",
    }
}

fn facts(procedure: &Procedure) -> Vec<Fact> {
    let or = |text: &str| {
        if text.is_empty() {
            "Chưa có".to_owned()
        } else {
            text.to_owned()
        }
    };
    let joined = |texts: &mut dyn Iterator<Item = String>| texts.collect::<Vec<_>>().join("; ");
    let applicants = &procedure.applicants;
    let publication = &procedure.publication;
    let valid = match (publication.valid_from, publication.valid_to) {
        (None, None) => "Không ghi ngày".to_owned(),
        (Some(from), to) => period(from, to),
        (None, Some(to)) => format!("đến {}", show::date(to)),
    };
    vec![
        Fact::new("Mã thủ tục", procedure.code.to_string()),
        Fact::new("Tên công bố", procedure.official_name.clone()),
        Fact::new("Lĩnh vực", procedure.sector.name.clone()),
        Fact::new(
            "Đối tượng",
            joined(
                &mut applicants
                    .iter()
                    .map(|kind| people::applicant(*kind).to_owned()),
            ),
        ),
        Fact::new(
            "Mức độ trực tuyến",
            ground::service_level(procedure.online_level),
        ),
        Fact::new(
            "Số bộ hồ sơ",
            procedure
                .sets
                .map_or_else(|| or(""), |sets| sets.to_string()),
        ),
        Fact::new("Cơ quan thực hiện", or(&procedure.agencies_text)),
        Fact::new("Yêu cầu, điều kiện", or(&procedure.conditions)),
        Fact::new(
            "Kết quả",
            joined(&mut procedure.results.iter().map(|r| r.name.clone())),
        ),
        Fact::new("Từ khác hay dùng", or(&procedure.synonyms.join("; "))),
        Fact::new("Quyết định công bố", or(&publication.decision)),
        Fact::new("Hiệu lực", valid),
        Fact::new("Nguồn dữ liệu", or(&procedure.source)),
    ]
}

fn case(case: &Case) -> CaseShown {
    CaseShown {
        name: case.name.clone(),
        key: case.key.0.clone(),
        terms: case.terms.iter().map(terms).collect(),
        fees_label: format!("Phí, lệ phí: {}", case.name),
        papers_label: format!("Giấy tờ: {}", case.name),
        fees: case.terms.iter().flat_map(fees).collect(),
        papers: case.papers.iter().map(paper).collect(),
    }
}

fn channels(terms: &Terms) -> String {
    terms
        .channels
        .iter()
        .map(|channel| ground::channel(*channel))
        .collect::<Vec<_>>()
        .join(", ")
}

fn terms(terms: &Terms) -> Fact {
    Fact::new(channels(terms), clock::limit(terms)).source(terms.note.clone())
}

fn fees(terms: &Terms) -> Vec<[String; 4]> {
    let row = |fee: &Fee| {
        let amount = match &fee.amount {
            Amount::Fixed(amount) => show::dong_short(amount.amount()),
            Amount::SetByProvince => "Chưa nhập mức của tỉnh".to_owned(),
            Amount::Words(text) => format!("Chưa đọc được: {text}"),
        };
        let name = format!("{}: {}", ground::fee_kind(fee.kind), fee.name);
        [name, amount, fee.per.clone(), channels(terms)]
    };
    terms.fees.iter().map(row).collect()
}

fn paper(paper: &RequiredPaper) -> [String; 4] {
    let handing = match paper.handing {
        Handing::Submit => "Nộp",
        Handing::Present => "Xuất trình",
    };
    let need = match &paper.need {
        Need::Always if paper.is_declaration => "Tờ khai".to_owned(),
        Need::Always => "Luôn cần".to_owned(),
        Need::When(situation) => format!("Khi {situation}"),
        Need::Optional => "Tùy chọn".to_owned(),
    };
    let need = match &paper.replaceable_by {
        Some(database) => format!("{need}. Không phải nộp khi có trong {database}"),
        None => need,
    };
    let count = format!("{} bản chính, {} bản sao", paper.originals, paper.copies);
    [paper.name.clone(), count, handing.to_owned(), need]
}

fn workflow(procedure: &Procedure) -> Vec<[String; 4]> {
    let steps = procedure.workflow.steps().iter();
    steps
        .map(|step| {
            let kind = match step.kind {
                StepKind::Reception => "Tiếp nhận",
                StepKind::Examination => "Thẩm định",
                StepKind::Decision => "Quyết định",
                StepKind::Records => "Vào sổ",
                StepKind::Return => "Trả kết quả",
            };
            let unit = match &step.unit {
                UnitRule::Desk => "Nơi tiếp nhận".to_owned(),
                UnitRule::CompetentAgency => "Cơ quan giải quyết".to_owned(),
                UnitRule::UnitBelow(suffix) => format!("Đơn vị mã …-{suffix}"),
            };
            let minutes = format!("{} phút", show::number(u64::from(step.minutes)));
            [step.name.clone(), kind.to_owned(), unit, minutes]
        })
        .collect()
}

fn fields(procedure: &Procedure) -> Vec<[String; 4]> {
    let fields = procedure.declaration.iter().flat_map(|form| &form.fields);
    fields
        .map(|field| {
            let required = if field.required {
                "Phải điền"
            } else {
                "Tùy"
            };
            let key = field.key.clone();
            [
                field.label.clone(),
                field.group.clone(),
                required.to_owned(),
                key,
            ]
        })
        .collect()
}

fn receptions(admin: &Admin, procedure: &Procedure) -> Vec<[String; 4]> {
    let name = |code: &str| {
        let unit = admin.rules.organisation.find_by_code(code, admin.today);
        unit.map_or_else(|| code.to_owned(), |unit| unit.name.clone())
    };
    let rules = admin
        .rules
        .receptions
        .iter()
        .filter(|rule| rule.procedure == procedure.code);
    rules
        .map(|rule| {
            let desks = match &rule.desks {
                Desks::Level(level) => {
                    format!("Mọi nơi tiếp nhận {}", people::level(*level).to_lowercase())
                }
                Desks::One(code) => name(code),
            };
            let competent = match &rule.competent {
                Competent::AgencyOfDesk => "Cơ quan của nơi tiếp nhận".to_owned(),
                Competent::One(code) => name(code),
            };
            let period = period(rule.valid_from, rule.valid_to);
            [desks, competent, period, rule.basis.clone()]
        })
        .collect()
}
