//! A real dossier as it lies in the database, to be written again under fresh ids.

use uuid::Uuid;

use crate::Fault;
use crate::engine::Engine;
use crate::row::{Cell, Row};

/// Dossiers that are copied from; at several desks, so that several counters are moved.
const SOME: usize = 64;

/// Tables that an intake adds rows to, by the column that names the dossier.
const TABLES: [(&str, &str); 6] = [
    ("dossier", "id"),
    ("event", "dossier"),
    ("personal", "dossier"),
    ("lookup", "dossier"),
    ("listing", "dossier"),
    ("job", "dossier"),
];

/// Minutes that Việt Nam is ahead of UTC, all year.
const AHEAD: i64 = 7 * 60;

/// The due moment of a dossier without a promise, and the day it is counted under.
const NO_PROMISE: i64 = i64::MAX;
const NO_DAY: &str = "9999-12-31";

/// One dossier's rows, by table, in the order of writing.
#[derive(Clone, Debug)]
pub struct Template {
    id: Uuid,
    /// The agency's code and the day, as they stand in the dossier's code.
    agency: String,
    day_in_code: String,
    /// The day as the counter has it.
    day: String,
    parts: Vec<(&'static str, Vec<Row>)>,
    /// Unit, stage and day under which it is counted.
    cell: [String; 3],
    next_number: String,
    /// Statements, and how many of the parts each of them writes.
    statements: Vec<String>,
}

/// Dossiers that nobody touched after they were received.
pub async fn find<E: Engine>(engine: &mut E) -> Result<Vec<Template>, Fault> {
    let newest = "SELECT * FROM dossier WHERE last_number = 2 ORDER BY id DESC LIMIT 400";
    let mut found = Vec::new();
    let heads = engine.rows(newest, &[]).await?;
    for head in heads.iter().step_by((heads.len() / SOME).max(1)) {
        if let Some(template) = read::<E>(engine, head).await? {
            found.push(template);
        }
    }
    if found.is_empty() {
        return Err("no dossier was taken in by the API and left alone".into());
    }
    Ok(found)
}

async fn read<E: Engine>(engine: &mut E, head: &Row) -> Result<Option<Template>, Fault> {
    let id = head.id("id").ok_or("a dossier without an id")?;
    let mut parts = Vec::new();
    for (table, column) in TABLES {
        let sql = format!("SELECT * FROM {table} WHERE {column} = {}", E::mark(1));
        let rows = engine.rows(&sql, &[Cell::id(id)]).await?;
        if !rows.is_empty() {
            parts.push((table, rows));
        }
    }
    let at = part(&parts, "event")?[0]
        .number("effective_at")
        .ok_or("an event without its time")?;
    let Some(key) = key_of(engine, id, at).await? else {
        // The demonstration's own dossiers were opened without a key.
        return Ok(None);
    };
    parts.push(("idempotency", vec![key]));
    let code = head.text("code").ok_or("a dossier without a code")?;
    let (rest, _) = code.rsplit_once('-').ok_or("a code without a number")?;
    let (agency, day_in_code) = rest.rsplit_once('-').ok_or("a code without a day")?;
    let cell = cell_of(&part(&parts, "listing")?[0])?;
    let mut template = Template {
        id,
        agency: agency.to_owned(),
        day_in_code: day_in_code.to_owned(),
        day: format!(
            "20{}-{}-{}",
            &day_in_code[..2],
            &day_in_code[2..4],
            &day_in_code[4..]
        ),
        parts,
        cell,
        next_number: next_number::<E>(),
        statements: Vec::new(),
    };
    template.statements = template.statements_for::<E>();
    template.check(engine).await?;
    Ok(Some(template))
}

/// The row of the key under which a dossier was opened.
async fn key_of<E: Engine>(engine: &mut E, id: Uuid, at: i64) -> Result<Option<Row>, Fault> {
    let sql = format!("SELECT * FROM idempotency WHERE at = {}", E::mark(1));
    let rows = engine.rows(&sql, &[Cell::number(at)]).await?;
    let named = id.to_string();
    Ok(rows
        .into_iter()
        .find(|row| row.text("answer").is_some_and(|text| text.contains(&named))))
}

fn part<'a>(parts: &'a [(&str, Vec<Row>)], table: &str) -> Result<&'a [Row], Fault> {
    let found = parts.iter().find(|(name, _)| *name == table);
    found
        .map(|(_, rows)| rows.as_slice())
        .ok_or_else(|| format!("no row in {table}").into())
}

/// Where a listed dossier is counted.
fn cell_of(listing: &Row) -> Result<[String; 3], Fault> {
    let text = |column: &str| listing.text(column).map(str::to_owned);
    let due = listing
        .number("due_at")
        .ok_or("a row without its due time")?;
    let day = if due == NO_PROMISE {
        NO_DAY.to_owned()
    } else {
        let local = jiff::Timestamp::from_microsecond(due + AHEAD * 60_000_000)?;
        local.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
    };
    Ok([
        text("unit").ok_or("a row without its unit")?,
        text("stage").ok_or("a row without its stage")?,
        day,
    ])
}

fn next_number<E: Engine>() -> String {
    format!(
        "INSERT INTO running_number (agency_code, day, last) VALUES ({}, {}, 1) \
         ON CONFLICT (agency_code, day) DO UPDATE SET last = running_number.last + 1 \
         RETURNING last",
        E::mark(1),
        E::mark(2)
    )
}

impl Template {
    /// Rows that one intake adds or moves: its own, the running number, the count.
    pub fn rows(&self) -> usize {
        let own: usize = self.parts.iter().map(|(_, rows)| rows.len()).sum();
        own + 2
    }

    /// One intake, inside a transaction.
    pub async fn write<E: Engine>(&self, engine: &mut E, fresh: &mut Fresh) -> Result<(), Fault> {
        let whose = [Cell::text(&self.agency), Cell::text(&self.day)];
        let counted = engine.rows(&self.next_number, &whose).await?;
        let number = counted
            .first()
            .and_then(|row| row.number("last"))
            .ok_or("no running number")?;
        let mut values = self.values(number, fresh);
        if E::TOGETHER {
            let all = values.concat();
            return engine.run(&self.statements[0], &all).await;
        }
        for (sql, values) in self.statements.iter().zip(values.drain(..)) {
            engine.run(sql, &values).await?;
        }
        Ok(())
    }

    /// The values of each statement.
    fn values(&self, number: i64, fresh: &mut Fresh) -> Vec<Vec<Cell>> {
        let id = fresh.id();
        let (agency, day) = (&self.agency, &self.day_in_code);
        let code = format!("{agency}-{day}-{number:04}");
        let mut all = Vec::new();
        for (table, rows) in &self.parts {
            let mut values = Vec::new();
            for row in rows {
                let mut row = row.clone();
                for cell in &mut row.cells {
                    if *cell == Cell::id(self.id) {
                        *cell = Cell::id(id);
                    }
                }
                row.set("code", Cell::text(&code));
                match *table {
                    "personal" => row.set("id", Cell::id(fresh.id())),
                    "lookup" => row.set("hash", Cell::Bytes(Some(fresh.bytes()))),
                    "listing" => row.set("applicant", Cell::id(fresh.id())),
                    "idempotency" => row.set("key", Cell::text(id.simple().to_string())),
                    _ => {}
                }
                values.extend(row.cells);
            }
            all.push(values);
        }
        all.push(self.cell.iter().map(Cell::text).collect());
        all
    }

    /// One statement a table and one for the count; together where the engine takes them together.
    fn statements_for<E: Engine>(&self) -> Vec<String> {
        let mut all: Vec<String> = self
            .parts
            .iter()
            .map(|(table, rows)| insert::<E>(table, rows))
            .collect();
        all.push(format!(
            "INSERT INTO tally (unit, stage, due_on, count) VALUES ({}, {}, {}, 1) \
             ON CONFLICT (unit, stage, due_on) DO UPDATE SET count = tally.count + 1",
            E::mark(1),
            E::mark(2),
            E::mark(3)
        ));
        if E::TOGETHER {
            vec![all.join(";\n")]
        } else {
            all
        }
    }

    /// Whether it is counted where we think: otherwise the floor would write other rows.
    async fn check<E: Engine>(&self, engine: &mut E) -> Result<(), Fault> {
        let sql = format!(
            "SELECT count FROM tally WHERE unit = {} AND stage = {} AND due_on = {}",
            E::mark(1),
            E::mark(2),
            E::mark(3)
        );
        let values: Vec<Cell> = self.cell.iter().map(Cell::text).collect();
        if engine.rows(&sql, &values).await?.is_empty() {
            return Err(format!("nothing is counted under {:?}", self.cell).into());
        }
        Ok(())
    }
}

fn insert<E: Engine>(table: &str, rows: &[Row]) -> String {
    let mut number = 0;
    let mut marks = Vec::new();
    for row in rows {
        let of_row: Vec<String> = row
            .cells
            .iter()
            .map(|_| {
                number += 1;
                E::mark(number)
            })
            .collect();
        marks.push(format!("({})", of_row.join(", ")));
    }
    let columns: Vec<String> = rows[0]
        .columns
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    format!(
        "INSERT INTO {table} ({}) VALUES {}",
        columns.join(", "),
        marks.join(", ")
    )
}

/// Ids and bytes that were not there before.
pub struct Fresh(u64);

impl Fresh {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap_or_default() % limit.max(1)
    }

    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn bytes(&mut self) -> Vec<u8> {
        [self.next().to_be_bytes(), self.next().to_be_bytes()].concat()
    }
}
