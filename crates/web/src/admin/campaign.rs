//! `/quan-tri/lich/dot/{id}`: a campaign that moves promises after the calendar changed, how far it
//! has come, and what became of each dossier. Codes and days only: nothing about a person.

use askama::Template;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::DateTime;
use store::{Campaign, CampaignDossier, Fate};
use uuid::Uuid;

use super::{Admin, missing};
use crate::components::View;
use crate::fault::Broken;
use crate::page::{Frame, draw};
use crate::show;
use crate::wording::calendar as wording;

/// Where campaigns are confirmed.
const HERE: &str = "/quan-tri/lich";
/// Dossiers that the page names; the file names all.
const NAMED: u64 = 100;
/// Dossiers of the file that are read together.
const TOGETHER: u64 = 1_000;
/// Campaigns that the page of the calendars names.
const NEWEST: u64 = 5;

#[derive(Template)]
#[template(path = "admin/campaign.html")]
struct CampaignPage {
    frame: Frame,
    facts: Vec<[String; 2]>,
    is_under_way: bool,
    here: String,
    file: String,
    moved: Vec<[String; 3]>,
    more_moved: bool,
    kept: Vec<[String; 3]>,
    more_kept: bool,
}

pub(super) async fn show(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    let Some(campaign) = find(&admin, &id).await? else {
        return Ok(not_here(&admin));
    };
    let store = &admin.app.store;
    let named = |moved| store.campaign_dossiers(campaign.id, moved, None, NAMED);
    let (moved, kept) = (named(true).await?, named(false).await?);
    let count = |lines: &[CampaignDossier]| lines.len() as u64;
    let page = CampaignPage {
        frame: admin
            .frame("Đợt dời ngày hẹn")
            .below("Lịch của từng đơn vị", HERE),
        facts: facts(&admin, &campaign),
        is_under_way: campaign.ended_at.is_none(),
        here: address(campaign.id),
        file: format!("{}/danh-sach.csv", address(campaign.id)),
        more_moved: count(&moved) < campaign.moved,
        moved: moved.iter().map(line).collect(),
        more_kept: count(&kept) < campaign.kept,
        kept: kept.iter().map(line).collect(),
    };
    Ok(draw(&page))
}

/// Every dossier of a campaign as a file for a spreadsheet.
pub(super) async fn file(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    let Some(campaign) = find(&admin, &id).await? else {
        return Ok(not_here(&admin));
    };
    let store = &admin.app.store;
    // The mark by which spreadsheets know the encoding.
    let mut text = "\u{feff}code,outcome,was_due,due,why\n".to_owned();
    for moved in [true, false] {
        let mut after = None;
        loop {
            let some = store.campaign_dossiers(campaign.id, moved, after, TOGETHER);
            let some = some.await?;
            let Some(last) = some.last() else {
                break;
            };
            after = Some(last.id);
            some.iter().for_each(|one| text.push_str(&row(one)));
        }
    }
    let name = format!(
        "attachment; filename=\"dot-doi-ngay-hen-{}.csv\"",
        campaign.id
    );
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}

/// The page of a campaign.
pub(super) fn address(id: Uuid) -> String {
    format!("{HERE}/dot/{id}")
}

/// The newest campaigns, as links.
pub(super) async fn newest(admin: &Admin) -> Result<Vec<View>, Broken> {
    let campaigns = admin.app.store.newest_campaigns(NEWEST).await?;
    let view = |campaign: &Campaign| View {
        text: format!(
            "{}: dời {}",
            show::moment(campaign.confirmed_at.0),
            show::number(campaign.moved)
        ),
        href: address(campaign.id),
        here: false,
        count: None,
    };
    Ok(campaigns.iter().map(view).collect())
}

/// Code, what was promised, and what became of it.
pub(super) fn cells(code: &str, was_due: DateTime, fate: Fate) -> [String; 3] {
    [
        code.to_owned(),
        show::date_time(was_due),
        wording::fate(fate),
    ]
}

async fn find(admin: &Admin, id: &str) -> Result<Option<Campaign>, Broken> {
    let Ok(id) = id.parse::<Uuid>() else {
        return Ok(None);
    };
    Ok(admin.app.store.campaign(id).await?)
}

fn not_here(admin: &Admin) -> Response {
    missing(admin, "Không có đợt dời ngày hẹn này.", HERE)
}

fn facts(admin: &Admin, campaign: &Campaign) -> Vec<[String; 2]> {
    let fact = |key: &str, value: String| [key.to_owned(), value];
    let state = match campaign.ended_at {
        Some(at) => format!("Xong lúc {}", show::moment(at.0)),
        None => "Đang dời".to_owned(),
    };
    vec![
        fact("Vì", wording::change(&campaign.because, &admin.rules)),
        fact("Xác nhận lúc", show::moment(campaign.confirmed_at.0)),
        fact("Tình trạng", state),
        fact("Hồ sơ đã tính lại", show::number(campaign.seen)),
        fact("Dời ngày hẹn", show::number(campaign.moved)),
        fact("Giữ nguyên", show::number(campaign.kept)),
    ]
}

fn line(one: &CampaignDossier) -> [String; 3] {
    cells(&one.code, one.was_due, one.fate)
}

/// A row of the file: codes and days, of which none needs quotes.
fn row(one: &CampaignDossier) -> String {
    let (outcome, due, why) = match one.fate {
        Fate::Moved(due) => ("moved", due.to_string(), ""),
        Fate::Kept(why) => ("kept", String::new(), why.name()),
    };
    format!("{},{outcome},{},{due},{why}\n", one.code, one.was_due)
}
