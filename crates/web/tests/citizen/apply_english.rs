//! Filing online for whoever reads only English: every page of the way, what is typed or sent
//! amiss, and the pages in place of it.

use web::portal::{Portal, Profile};

use crate::english::{chooses, html, is_in_both, is_wholly_english};
use crate::journey::{APPLICANT, begins, fills_in, nop};
use crate::town::{BIRTH, Town, png};
use crate::upload::{METADATA, creates_at};
use crate::visitor::{Answer, Visitor};

/// A page that asks for something to be mended, in English.
#[track_caller]
fn refuses(path: &str, answer: &Answer, said: &[&str]) {
    answer.is(422).says(&["There is a problem"]).says(said);
    answer.says(&["<title>Error: "]);
    is_wholly_english(path, &html(&answer.bytes));
}

#[tokio::test]
async fn whether_it_is_the_right_procedure_is_asked_in_both_languages() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let here = format!("/thu-tuc/{BIRTH}/kiem-tra");
    let queries = [
        "",
        "?cau=ai",
        "?ai=person",
        "?cau=noi&ai=person",
        "?ai=person&noi=03390-TT",
        "?ai=person&noi=khac&truong-hop=thong-thuong",
        "?ai=person&noi=03390-TT&truong-hop=khac",
        "?ai=organisation",
    ];
    for query in queries {
        is_in_both(&mut visitor, &format!("{here}{query}")).await;
    }
    let answers = "?ai=person&noi=03390-TT&truong-hop=thong-thuong";
    let verdict = is_in_both(&mut visitor, &format!("{here}{answers}")).await;
    for said in ["This is the right procedure", "Within the day"] {
        assert!(verdict.contains(said), "`{said}` is missing in {verdict}");
    }
}

#[tokio::test]
async fn every_page_of_an_application_is_written_in_both_languages() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for page in ["", "/nguoi-nop"] {
        is_in_both(&mut visitor, &nop(page)).await;
    }
    fills_in(&town, &mut visitor, "desk").await;
    let pages = [
        "",
        "/nguoi-nop",
        "/nguoi-duoc-uy-quyen",
        "/to-khai/1",
        "/to-khai/2",
        "/to-khai/3",
        "/giay-to",
        "/giay-to?xong=tai-len",
        "/nhan-ket-qua",
    ];
    for page in pages {
        is_in_both(&mut visitor, &nop(page)).await;
    }
    let review = is_in_both(&mut visitor, &nop("/kiem-tra")).await;
    for said in [
        "Check before you submit",
        "9 February 1990",
        "<dd class=\"govuk-summary-list__value\" lang=\"vi\">Giàng A Phềnh</dd>",
        "17:00, Monday 16 November 2026",
    ] {
        assert!(review.contains(said), "`{said}` is missing in {review}");
    }
    let link = visitor.get(&nop("/luu")).await;
    is_wholly_english("/luu", &html(&link.bytes));
    let done = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    done.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");
}

#[tokio::test]
async fn a_question_is_asked_in_english_and_answered_in_vietnamese() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    visitor.post(&nop("/nguoi-nop"), &APPLICANT).await.is(303);
    chooses(&mut visitor, "en").await;
    visitor.get(&nop("/to-khai/1")).await.says(&[
        "Full name",
        "Taken from what you said of the applicant",
        "value=\"Hộ chiếu\"",
        ">Passport</label>",
        "Officials read your answers in Vietnamese",
    ]);
}

#[tokio::test]
async fn an_organisation_and_whoever_acts_for_others_read_english_too() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for code in ["1.001612", "2.000815"] {
        is_in_both(&mut visitor, &format!("/nop/{code}")).await;
    }
    begins(&mut visitor).await;
    let page = nop("/nguoi-duoc-uy-quyen");
    let empty = visitor.post(&page, &[]).await;
    let said = ["Enter the full name", "Name the authorisation"];
    refuses(&page, &empty, &said);
}

#[tokio::test]
async fn what_is_typed_amiss_is_told_in_english() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    chooses(&mut visitor, "en").await;
    let page = nop("");
    let nothing = visitor.post(&page, &[]).await;
    let said = ["Choose your case", "Choose the desk from the list"];
    refuses(&page, &nothing, &said);
    begins(&mut visitor).await;
    let cases = [
        ("identity", "01209000123", "You entered 11"),
        ("identity", "012345678", "the number of an old card"),
        ("birth_year", "1991", "says born in 1990"),
        ("sex", "female", "says another sex"),
        ("birth_month", "31", "The month is 1 to 12"),
        ("birth_day", "31", "There is no day 31 in month 2 of 1990"),
        ("phone", "0912", "Enter a Vietnamese telephone number"),
        ("email", "a.b.c", "lacks an @"),
        ("address", " ", "Enter the home address"),
        ("name", "Lò 2", "A name has no digits"),
        ("acting", "", "Choose whether you apply for yourself"),
    ];
    let page = nop("/nguoi-nop");
    for (field, value, sentence) in cases {
        let form = APPLICANT.map(|(name, own)| (name, if name == field { value } else { own }));
        let answer = visitor.post(&page, &form).await;
        refuses(&page, &answer, &[sentence]);
    }
    let page = nop("/to-khai/1");
    let form = [("nguoi_yeu_cau--ho_ten", "Lò 2")];
    let declared = visitor.post(&page, &form).await;
    let said = [
        "Full name: A name has no digits",
        "Relation to the child: Choose an answer",
    ];
    refuses(&page, &declared, &said);
    let page = nop("/nhan-ket-qua");
    let nowhere = visitor.post(&page, &[]).await;
    refuses(&page, &nowhere, &["Choose how you want to get the result"]);
    let page = nop("/kiem-tra");
    let early = visitor.post(&page, &[]).await;
    let said = [
        "Complete the form",
        "No file yet for this paper. Take a picture or choose a file",
        ": <span lang=\"vi\">Giấy chứng sinh",
        "Tick the promise",
        "Not filled in yet",
    ];
    refuses(&page, &early, &said);
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_is_told_in_english() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    chooses(&mut visitor, "en").await;
    begins(&mut visitor).await;
    let page = nop("/giay-to");
    let field = "giay-giay-chung-sinh";
    let files: [(&str, &str, &[u8]); 1] = [(field, "paper.doc", b"no picture at all")];
    let strange = visitor.upload(&page, &[("viec", "tai-len")], &files).await;
    let said = "The file \"paper.doc\" is no PDF, JPG or PNG";
    refuses(&page, &strange, &[said]);
    let files: [(&str, &str, &[u8]); 1] = [(field, "paper.jpg", &png())];
    let other = visitor.upload(&page, &[("viec", "tai-len")], &files).await;
    refuses(&page, &other, &["is a PNG but its name ends in \".jpg\""]);
    let missing = visitor.upload(&page, &[("viec", "tiep")], &[]).await;
    refuses(&page, &missing, &["No file yet for this paper"]);
    // The script is told the same.
    let heavy = creates_at(&mut visitor, &nop("/tep"), 21 * 1024 * 1024, METADATA).await;
    heavy.is(413).says(&["has 21 MB, at most 20 MB are taken"]);
}

#[tokio::test]
async fn what_is_not_filed_here_is_told_in_both_languages() {
    let town = Town::open().await;
    is_in_both(&mut town.visitor(), "/nop/2.000884").await;
    let portal = |profile| Portal {
        profile,
        national: "https://quoc-gia.example/nop?ma={ma}".parse().ok(),
    };
    let mirror = town.router_under(portal(Profile::Mirror));
    let page = is_in_both(&mut Visitor::of(&mirror), &nop("")).await;
    assert!(page.contains("Go to the National Public Service Portal"));
    let off = town.router_under(portal(Profile::Off));
    is_in_both(&mut Visitor::of(&off), "/").await;
}
