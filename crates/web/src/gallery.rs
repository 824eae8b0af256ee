//! Every component drawn with sample data: compared with the golden pages of `tests/golden`, and
//! written as files to look at when `MOTCUA_GALLERY` names a folder.
//!
//! `MOTCUA_GOLDEN=write` writes the golden pages anew; read the difference before committing it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read or write its files must stop"
)]

mod pages;
mod sample;

use std::fs;
use std::path::Path;

use askama::Template;

use crate::assets;
use crate::form::FormErrors;
use crate::page::Site;
use pages::{dossier, form, home, inbox, question, track};
use sample::all_errors;

/// An invented installation.
pub fn site() -> Site {
    Site {
        body: "UBND tỉnh Lai Châu".to_owned(),
        service: "Một Cửa".to_owned(),
        host: "motcua.example.vn".to_owned(),
        hotline: "02133876543".to_owned(),
        demo: true,
        portal: crate::portal::Portal::default(),
    }
}

/// Compares a page with its golden copy, and writes it to look at when asked to.
#[expect(
    clippy::disallowed_methods,
    reason = "a test says by its environment where to look"
)]
fn check(name: &str, page: &impl Template) {
    let html = page.render().unwrap();
    let mut golden_html = format!("{html}\n");
    let mut look_html = html;
    for asset in [
        "motcua.css",
        "motcua.js",
        "keys.js",
        "desk.js",
        "palette.js",
        "mark.svg",
    ] {
        golden_html = golden_html.replace(assets::url(asset), &format!("/tinh/…/{asset}"));
        look_html = look_html.replace(assets::url(asset), asset);
    }
    if let Some(folder) = std::env::var_os("MOTCUA_GALLERY") {
        let folder = Path::new(&folder);
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(format!("{name}.html")), look_html).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
        for asset in [
            "motcua.css",
            "motcua.js",
            "keys.js",
            "desk.js",
            "palette.js",
            "mark.svg",
        ] {
            fs::copy(from.join(asset), folder.join(asset)).unwrap();
        }
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.html"));
    if std::env::var("MOTCUA_GOLDEN").is_ok_and(|wish| wish == "write") {
        fs::write(&golden, &golden_html).unwrap();
    }
    let kept = fs::read_to_string(&golden).unwrap();
    assert!(
        kept == golden_html,
        "{name}: differs from {}; see gallery.rs",
        golden.display()
    );
}

#[test]
fn fields_are_drawn_as_before() {
    check("form", &form(FormErrors::new()));
    check("form_errors", &form(all_errors()));
    check("question", &question());
}

#[test]
fn citizens_pages_are_drawn_as_before() {
    check("home", &home());
    check("track", &track());
}

#[test]
fn officials_pages_are_drawn_as_before() {
    check("inbox", &inbox());
    check("dossier", &dossier());
}

#[test]
fn every_macro_is_in_the_gallery() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut drawn = fs::read_to_string(templates.join("frame.html")).unwrap();
    for page in fs::read_dir(templates.join("gallery")).unwrap() {
        drawn += &fs::read_to_string(page.unwrap().path()).unwrap();
    }
    for scope in ["fields", "ui", "mc"] {
        let macros =
            fs::read_to_string(templates.join(format!("components/{scope}.html"))).unwrap();
        for rest in macros.split("{%- macro ").skip(1) {
            let Some((name, _)) = rest.split_once('(') else {
                continue;
            };
            let inside = macros.contains(&format!("{{{{- {name}("))
                || macros.contains(&format!("{{{{ {name}("));
            assert!(
                inside || drawn.contains(&format!("{scope}::{name}(")),
                "{scope}::{name}"
            );
        }
    }
}

#[test]
fn what_people_type_never_becomes_markup() {
    let mut page = form(all_errors());
    page.full_name = "\"><script>alert(1)</script>".to_owned();
    let html = page.render().unwrap();
    assert!(!html.contains("<script>alert"));
    assert!(html.contains("&#60;hết&#62;"));
}

#[test]
fn no_page_needs_inline_code_or_style() {
    let pages = [
        form(all_errors()).render(),
        track().render(),
        inbox().render(),
        dossier().render(),
    ];
    for html in pages {
        let html = html.unwrap();
        assert!(!html.contains(" style=") && !html.contains("<style"));
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"));
        let files = html.matches("<script type=\"module\" src=\"/tinh/").count();
        assert_eq!(html.matches("<script").count(), files);
        assert_eq!(html.matches("<h1").count(), html.matches("</h1").count());
    }
}

#[test]
fn every_label_and_description_leads_to_something() {
    for html in [
        form(all_errors()).render(),
        inbox().render(),
        dossier().render(),
    ] {
        let html = html.unwrap();
        for attribute in [
            "for=\"",
            "aria-describedby=\"",
            "aria-labelledby=\"",
            "href=\"#",
        ] {
            for rest in html.split(attribute).skip(1) {
                let ids = rest.split('"').next().unwrap();
                for id in ids.split(' ') {
                    assert!(html.contains(&format!("id=\"{id}\"")), "{attribute}{id}");
                }
            }
        }
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "an id stands twice");
    }
}
