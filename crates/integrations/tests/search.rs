//! Finding procedures: a list of what people type, each with what they should find, over the
//! built-in catalogue, alone and among the real records where these are. The unseen list was written
//! by somebody who had not looked at the search and is never tuned on: its share is the honest one.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::procedure::Procedure;
use domain::procedure::search::Index;
use domain::vietnamese::fold;
use integrations::built_in::{built_in, everyday_words, occasions};
use integrations::catalogue_file::read_procedure;
use integrations::everyday_file::read_everyday_words;
use integrations::national_export::read_record;
use integrations::occasion_file::read_occasions;
use integrations::reading::Problem;
use jiff::civil::{Date, date};

/// What people type, and the codes of which one should be among the first.
const QUERIES: &str = include_str!("search/queries.csv");
/// More of it; its first lines say how it came about.
const SECOND: &str = include_str!("search/second.csv");
/// The same, never to be used for tuning; its first lines say how it came about.
const UNSEEN: &str = include_str!("search/unseen.csv");
/// How many are looked at.
const FIRST: usize = 3;
/// Of a hundred questions, so many at least find what they should.
const FOUND_OF_HUNDRED: usize = 95;
/// The same on the unseen list, a sixth of which is whole sentences in dialect: what was reached.
const UNSEEN_FOUND_OF_HUNDRED: usize = 88;

const TODAY: Date = date(2026, 11, 21);

struct Query {
    kind: String,
    text: String,
    codes: Vec<String>,
}

/// Both lists that the search was tuned on, each question once.
fn queries() -> Vec<Query> {
    let mut all = read(QUERIES);
    let mut asked: BTreeSet<String> = all.iter().map(|query| fold(&query.text)).collect();
    let second = read(SECOND).into_iter();
    all.extend(second.filter(|query| asked.insert(fold(&query.text))));
    all
}

fn read(list: &str) -> Vec<Query> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(list.as_bytes())
        .into_records()
        .map(|record| {
            let record = record.unwrap();
            Query {
                kind: record[0].to_owned(),
                text: record[1].to_owned(),
                codes: record[2].split(' ').map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn catalogue() -> Vec<Arc<Procedure>> {
    built_in()
        .into_iter()
        .map(|(name, text)| Arc::new(read_procedure(name, text).unwrap()))
        .filter(|procedure| procedure.is_in_force_on(TODAY))
        .collect()
}

/// The real records are not part of the repository.
#[expect(
    clippy::disallowed_methods,
    reason = "the folder of real records is named from outside"
)]
fn real_records() -> Option<Vec<Arc<Procedure>>> {
    let shared = std::env::var_os("MOTCUA_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("data/procedures/national-export");
    let entries = std::fs::read_dir(folder).ok()?;
    let records = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            Arc::new(read_record(name, &std::fs::read(&path).unwrap()).unwrap())
        });
    Some(records.collect())
}

fn codes(found: &[Arc<Procedure>]) -> Vec<&str> {
    found.iter().map(|one| one.code.as_str()).collect()
}

/// What a question finds instead of what it should; none when that is among the first.
fn miss(index: &Index, query: &Query) -> Option<String> {
    let found = index.find(&query.text);
    // The page shows what may have been meant where there are no hits.
    let shown = if found.hits.is_empty() {
        found.suggestions
    } else {
        found.hits
    };
    let first = codes(&shown[..shown.len().min(FIRST)]);
    let is_found = first
        .iter()
        .any(|code| query.codes.iter().any(|wanted| wanted == code));
    (!is_found).then(|| {
        format!(
            "{}: “{}” finds {first:?} instead of {:?}",
            query.kind, query.text, query.codes
        )
    })
}

#[track_caller]
fn assert_found(procedures: Vec<Arc<Procedure>>) {
    let index = Index::over(procedures, &everyday_words());
    let queries = queries();
    let misses: Vec<String> = queries
        .iter()
        .filter_map(|query| miss(&index, query))
        .collect();
    let found = queries.len() - misses.len();
    assert!(
        found * 100 >= queries.len() * FOUND_OF_HUNDRED,
        "{found} of {}\n{}",
        queries.len(),
        misses.join("\n")
    );
}

#[test]
fn people_find_what_they_mean_among_the_first_three() {
    assert_found(catalogue());
}

#[test]
fn they_find_it_also_among_the_real_records() {
    let Some(records) = real_records() else {
        return;
    };
    let mut all = catalogue();
    all.extend(records);
    assert_found(all);
}

#[test]
fn they_find_it_also_in_words_on_which_nothing_was_tuned() {
    let tuned_on: BTreeSet<String> = queries().iter().map(|query| fold(&query.text)).collect();
    let (seen, unseen): (Vec<Query>, Vec<Query>) = read(UNSEEN)
        .into_iter()
        .partition(|query| tuned_on.contains(&fold(&query.text)));
    let index = Index::over(catalogue(), &everyday_words());
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    for query in &unseen {
        let (found, asked) = kinds.entry(query.kind.as_str()).or_default();
        *asked += 1;
        match miss(&index, query) {
            None => *found += 1,
            Some(told) => misses.push(told),
        }
    }
    let shares: Vec<String> = kinds
        .iter()
        .map(|(kind, (found, asked))| format!("{kind} {found}/{asked}"))
        .collect();
    let found = unseen.len() - misses.len();
    let share = format!(
        "{found} of {} unseen questions find it among the first {FIRST}; \
         {} more stand in the other list too and do not count",
        unseen.len(),
        seen.len()
    );
    // Not through the macro that a test runner holds back: the misses are looked at also when
    // they are few.
    writeln!(
        std::io::stderr(),
        "{}\n{}\n{share}",
        misses.join("\n"),
        shares.join(", ")
    )
    .unwrap();
    assert!(
        found * 100 >= unseen.len() * UNSEEN_FOUND_OF_HUNDRED,
        "{share}; the misses stand above"
    );
}

#[test]
fn the_unseen_list_asks_for_every_procedure_and_nothing_twice() {
    let queries = read(UNSEEN);
    assert!(queries.len() >= 150, "{}", queries.len());
    let wanted: BTreeSet<&str> = queries
        .iter()
        .flat_map(|query| query.codes.iter().map(String::as_str))
        .collect();
    let catalogue = catalogue();
    let there: BTreeSet<&str> = codes(&catalogue).into_iter().collect();
    assert_eq!(wanted, there);
    let texts: BTreeSet<&str> = queries.iter().map(|query| query.text.as_str()).collect();
    assert_eq!(texts.len(), queries.len(), "a question is asked twice");
}

#[test]
fn the_list_asks_for_every_procedure_and_in_every_way() {
    let queries = read(QUERIES);
    assert!(queries.len() >= 150, "{}", queries.len());
    let wanted: BTreeSet<&str> = queries
        .iter()
        .flat_map(|query| query.codes.iter().map(String::as_str))
        .collect();
    let catalogue = catalogue();
    let there: BTreeSet<&str> = codes(&catalogue).into_iter().collect();
    assert_eq!(wanted, there);
    let texts: BTreeSet<&str> = queries.iter().map(|query| query.text.as_str()).collect();
    assert_eq!(texts.len(), queries.len(), "a question is asked twice");
    let kinds: BTreeSet<&str> = queries.iter().map(|query| query.kind.as_str()).collect();
    let ways = [
        "bare", "code", "everyday", "half", "initials", "joined", "official", "old", "own",
        "residue", "tone", "typo",
    ];
    assert_eq!(kinds, BTreeSet::from(ways));
}

#[test]
fn everyday_words_reach_what_was_imported_by_code_and_by_name() {
    let like = |code: &str, name: &str| {
        let model = read_procedure(built_in()[0].0, built_in()[0].1).unwrap();
        Arc::new(Procedure {
            code: code.parse().unwrap(),
            name: name.to_owned(),
            official_name: format!("Thủ tục {name}"),
            synonyms: Vec::new(),
            ..model
        })
    };
    let local = like("1.013978.H35", "Đăng ký đất đai lần đầu");
    let school = like("9.000001", "tuyển sinh trung học cơ sở");
    let mut all = catalogue();
    all.retain(|procedure| procedure.code.as_str() != "1.013978");
    all.extend([local, school]);
    let index = Index::over(all, &everyday_words());
    let first = |question: &str| index.find(question).hits[0].code.to_string();
    assert_eq!(first("đất chưa có sổ"), "1.013978.H35");
    assert_eq!(first("1.013978"), "1.013978.H35");
    assert_eq!(first("1.012814"), "1.013978.H35");
    assert_eq!(first("cho con đi học"), "9.000001");
    assert_eq!(first("tsthcs"), "9.000001");
}

#[test]
fn nonsense_finds_nothing_and_half_sense_is_asked_about() {
    let index = Index::over(catalogue(), &everyday_words());
    for nonsense in ["xyzzy", "zzzzzz", "9.999999", "123456"] {
        let found = index.find(nonsense);
        assert_eq!(codes(&found.hits), Vec::<&str>::new(), "{nonsense}");
        assert_eq!(codes(&found.suggestions), Vec::<&str>::new(), "{nonsense}");
    }
    let half = index.find("khai qqqq wwww");
    assert!(half.hits.is_empty());
    assert!(!half.suggestions.is_empty() && half.suggestions.len() <= 3);
    for nothing in ["", "  ", "?!"] {
        assert_eq!(index.find(nothing).hits.len(), catalogue().len());
    }
    let long = "khai sinh ".repeat(10_000);
    assert_eq!(index.find(&long).hits[0].code.as_str(), "1.001193");
    assert!(index.find(&"a".repeat(10_000)).hits.is_empty());
    // Letters of other scripts are no words of ours, and break nothing.
    assert!(index.find("東京都庁 Ñandú ﬀ").hits.is_empty());
}

#[test]
fn the_events_in_a_life_lead_to_what_is_in_force() {
    let catalogue = catalogue();
    let occasions = occasions();
    let slugs: Vec<&str> = occasions.iter().map(|one| one.slug.as_str()).collect();
    assert_eq!(
        slugs,
        [
            "sinh-con",
            "ket-hon",
            "mat-nguoi-than",
            "lam-nha",
            "mo-quan"
        ]
    );
    for occasion in &occasions {
        let in_force = catalogue
            .iter()
            .filter(|procedure| occasion.place_of(&procedure.code).is_some());
        assert!(in_force.count() >= 4, "{}", occasion.slug);
        let whys: BTreeSet<&str> = occasion.ways.iter().map(|way| way.why.as_str()).collect();
        assert_eq!(whys.len(), occasion.ways.len(), "{}", occasion.slug);
    }
    assert!(occasions[3].answers_to("lam-nha") && occasions[3].answers_to("nha-dat"));
    assert!(!occasions[3].answers_to("sinh-con"));
}

fn fields(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|one| one.field.as_str()).collect()
}

#[test]
fn a_file_of_words_is_refused_by_place() {
    let text = "chatter = 1\n\
                [[words]]\nsaid = [\"a\"]\ncodes = [\"1.001193\", \"x\"]\n\
                [[words]]\nsaid = [\"a\"]\n\
                [[words]]\nnames = [\"b\"]\nother = 1\n\
                [[former_codes]]\nwas = \"1.001193\"\n";
    let problems = read_everyday_words(text).unwrap_err();
    assert_eq!(
        fields(&problems),
        [
            "chatter",
            "words[0].codes[1]",
            "words[1].codes",
            "words[2].said",
            "words[2].other",
            "former_codes[0].now",
        ]
    );
}

#[test]
fn a_file_of_events_is_refused_by_place() {
    let event = |slug: &str| {
        format!(
            "[[occasions]]\nslug = \"{slug}\"\nname = \"a\"\nwhat = \"b\"\nsentence = \"c\"\n\
             english_name = \"d\"\nenglish_what = \"e\"\nenglish_sentence = \"f\"\n"
        )
    };
    let sound = read_occasions(&event("sinh-con")).unwrap();
    assert_eq!((sound.len(), sound[0].ways.len()), (1, 0));
    let text = [
        event("sinh-con"),
        event("sinh-con"),
        event("Sinh con"),
        "[[occasions.ways]]\nprocedure = \"x\"\nwhy = \"d\"\nenglish_why = \"e\"\n".to_owned(),
    ];
    let problems = read_occasions(&text.concat()).unwrap_err();
    assert_eq!(
        fields(&problems),
        [
            "occasions[1].slug",
            "occasions[2].ways[0].procedure",
            "occasions[2].slug",
        ]
    );
}
