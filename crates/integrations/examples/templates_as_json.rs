//! Writes the templates of `data/processes/templates` as the domain has them built in, for
//! `crates/domain/src/process/templates.json`:
//! `cargo run -p integrations --example templates_as_json`.

use std::error::Error;
use std::io::Write as _;

use integrations::built_in::{process_template, template_files};

fn main() -> Result<(), Box<dyn Error>> {
    let mut lines = Vec::new();
    for (name, _) in template_files() {
        let template = process_template(name.trim_end_matches(".toml"));
        let template = template.ok_or_else(|| format!("no template {name}"))?;
        lines.push(serde_json::to_string(template.thousandths())?);
    }
    writeln!(std::io::stdout(), "[\n{}\n]", lines.join(",\n"))?;
    Ok(())
}
