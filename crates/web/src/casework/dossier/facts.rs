//! What is known of a dossier, as facts to read: promise, people, answers, fees, result, looks.

use domain::dossier::event::IssuedResult;
use domain::dossier::{Dossier, Now, Stage};
use domain::people::OfficialId;
use domain::procedure::Case;
use domain::rulebook::Rulebook;
use store::{Loaded, Viewing};

use crate::acts::story;
use crate::components::{Fact, FeeLine};
use crate::officials::{self, Names};
use crate::{show, wording};

/// Who looked, the latest first: how often, and when last.
pub(super) fn viewers(viewings: &[Viewing], names: &Names) -> Vec<String> {
    let mut people: Vec<(OfficialId, u32, Option<Now>)> = Vec::new();
    for one in viewings {
        match people.iter_mut().find(|(id, _, _)| *id == one.official) {
            Some((_, times, _)) => *times += 1,
            None => people.push((one.official, 1, one.at)),
        }
    }
    people
        .into_iter()
        .map(|(id, times, last)| {
            let name = names.get(&id.0).map_or("Cán bộ", String::as_str);
            let last = last.map_or_else(String::new, |at| show::moment(at.0));
            format!("{name}: {times} lần, gần nhất {last}")
        })
        .collect()
}

/// The promised moment, and what may still move it.
pub(super) fn promise(dossier: &Dossier) -> String {
    match &dossier.promise {
        Some(promise) => {
            let day = show::date_with_weekday(promise.due.date());
            let rest = if dossier.is_paused_in_vain() {
                " (tạm dừng sau hạn, vẫn là quá hạn)".to_owned()
            } else if let Some(pause) = dossier.open_pause() {
                let ground = wording::lateness::ground(pause.ground).to_lowercase();
                format!(" (tạm dừng: {ground})")
            } else if promise.provisional {
                " (lịch nghỉ chưa công bố, có thể đổi)".to_owned()
            } else {
                String::new()
            };
            format!("{} {day}{rest}", show::time(promise.due))
        }
        // The light beside it says that nothing is promised.
        None => String::new(),
    }
}

/// What the applicant complained about and nobody has answered; empty when there is nothing.
pub(super) fn complaint(loaded: &Loaded) -> String {
    story::open_feedback(loaded).map_or_else(String::new, |(at, text)| {
        let at = show::moment(at.0);
        format!("Người nộp phản ánh lúc {at}, chưa được trả lời: {text}")
    })
}

/// What its lateness asks for; empty while it asks for nothing.
pub(super) fn lateness(dossier: &Dossier, now: Now) -> &'static str {
    if dossier.owes_explanation(now) {
        "Đã xin lỗi và hẹn lại một lần mà vẫn trễ. Không hẹn lại lần nữa: người đứng đầu cơ quan \
         giải trình với cấp trên."
    } else if dossier.owes_apology(now) {
        "Quá hạn, chưa có thư xin lỗi. Lãnh đạo cơ quan giải quyết ký thư xin lỗi và hẹn lại rồi \
         mới trình được."
    } else {
        ""
    }
}

/// How it came, where it lies, where its result goes.
pub(super) fn head(rules: &Rulebook, dossier: &Dossier, case: Option<&Case>) -> Vec<Fact> {
    let case = case.map_or_else(|| dossier.case.0.clone(), |case| case.name.clone());
    let mut facts = vec![
        Fact::new("Trường hợp", case),
        Fact::new("Cách nộp", wording::ground::channel(dossier.channel)),
        Fact::new("Nộp lúc", show::moment(dossier.submitted_at.0)),
    ];
    if let Some(help) = dossier.assisted {
        facts.push(Fact::new("Hỗ trợ", wording::ground::assisted(help)));
    }
    if let Some(received) = dossier.received_at {
        facts.push(Fact::new("Tiếp nhận lúc", show::moment(received.0)));
    }
    if let Some(promise) = &dossier.promise {
        facts.push(Fact::new("Thời hạn", promise.limit.show()));
    }
    if dossier.supplements_asked > 1 {
        let times = format!("{} lần", show::number(dossier.supplements_asked.into()));
        facts.push(Fact::new("Đã yêu cầu bổ sung", times));
    }
    if let Some(apology) = &dossier.apology {
        let when = if apology.was_in_time() {
            "gửi trước hạn"
        } else {
            "gửi sau hạn"
        };
        let day = show::date(apology.dated_on);
        let letter = format!("Số {}, ngày {day}, {when}", apology.number);
        facts.push(Fact::new("Thư xin lỗi", letter));
    }
    let via = wording::ground::return_via(dossier.return_via);
    facts.extend([
        Fact::new("Nơi tiếp nhận", officials::unit_name(rules, &dossier.desk)),
        Fact::new(
            "Cơ quan giải quyết",
            officials::unit_name(rules, &dossier.competent),
        ),
        Fact::new("Nhận kết quả", via),
    ]);
    facts
}

/// The applicant, and who acts for them.
pub(super) fn people_facts(loaded: &Loaded) -> Vec<Fact> {
    let dossier = &loaded.dossier;
    let Some(applicant) = loaded.personal.applicant(dossier.applicant.id) else {
        return vec![Fact::new("Người nộp", "(đã xóa dữ liệu cá nhân)")];
    };
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "không có".to_owned());
    let mut facts = vec![
        Fact::new("Họ tên", applicant.name.clone()),
        Fact::new(
            "Số định danh, mã số thuế",
            or_none(applicant.identity.as_deref().map(show::personal_id)),
        ),
        Fact::new(
            "Điện thoại",
            or_none(applicant.phone.as_deref().map(show::phone)),
        ),
        Fact::new("Nơi ở", applicant.address.clone()),
    ];
    if let Some(birth) = &applicant.birth {
        let shown = birth.parse().map_or_else(|_| birth.clone(), show::date);
        facts.insert(1, Fact::new("Ngày sinh", shown));
    }
    if let Some(email) = &applicant.email {
        facts.push(Fact::new("Thư điện tử", email.clone()));
    }
    let representative = dossier.representative.as_ref();
    if let Some(one) = representative.and_then(|row| loaded.personal.representative(row.id)) {
        let phone = one.phone.as_deref().map(show::phone);
        let mut about = format!("{} · {}", one.name, show::personal_id(&one.identity));
        if let Some(phone) = phone {
            about = format!("{about} · {phone}");
        }
        facts.push(Fact::new("Người nộp thay", about).source(one.authority));
    }
    facts
}

/// The declaration.
pub(super) fn answers(rules: &Rulebook, loaded: &Loaded) -> Vec<Fact> {
    let dossier = &loaded.dossier;
    let answers = loaded
        .personal
        .answers(dossier.answers.id)
        .unwrap_or_default();
    let design = dossier
        .procedure_in(rules)
        .and_then(|procedure| procedure.declaration.as_ref());
    let Some(design) = design else {
        return Vec::new();
    };
    design
        .fields
        .iter()
        .filter_map(|field| {
            let answer = answers.get(&field.key)?;
            let shown = match answer.as_str() {
                "true" => "Có",
                "false" => "Không",
                text => text,
            };
            Some(Fact::new(&field.label, shown).source(&field.group))
        })
        .collect()
}

/// What is charged, waived and paid.
pub(super) fn fees(rules: &Rulebook, dossier: &Dossier) -> Vec<FeeLine> {
    let terms = dossier.terms_in(rules);
    let mut lines: Vec<FeeLine> = dossier
        .charges
        .iter()
        .map(|charge| {
            let listed = terms.and_then(|terms| terms.fees.iter().find(|f| f.key == charge.fee));
            FeeLine {
                name: listed.map_or_else(|| charge.fee.0.clone(), |fee| fee.name.clone()),
                note: listed.map_or_else(
                    || format!("số lượng {}", charge.units),
                    |fee| format!("{} {}", charge.units, fee.per),
                ),
                sum: charge.amount.show_short(),
            }
        })
        .collect();
    for (name, sum) in [("Đã miễn, giảm", dossier.waived), ("Đã thu", dossier.paid)] {
        if !sum.is_zero() {
            lines.push(FeeLine {
                name: name.to_owned(),
                note: String::new(),
                sum: format!("-{}", sum.show_short()),
            });
        }
    }
    lines
}

/// The result, once it is issued.
pub(super) fn issued(dossier: &Dossier) -> Option<&IssuedResult> {
    match &dossier.stage {
        Stage::Resolved(_, _, issued) | Stage::HandedOver(_, issued) => Some(issued),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

/// Number and date of the result.
pub(super) fn result(dossier: &Dossier) -> Vec<Fact> {
    issued(dossier).map_or_else(Vec::new, |issued| {
        vec![
            Fact::new("Số, ký hiệu", issued.number.clone()),
            Fact::new("Ngày văn bản", show::date(issued.dated_on)),
        ]
    })
}

/// Where the result's file opens; empty when there is none.
pub(super) fn result_file(dossier: &Dossier, page: &str) -> String {
    issued(dossier)
        .and_then(|issued| issued.file.as_ref())
        .map_or_else(String::new, |file| format!("{page}/tep/{}", file.id))
}
