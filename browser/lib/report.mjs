// Counts checks and prints one line for each; the last line of a run is the count as JSON.

export class Report {
  #passed = 0;
  #failed = 0;

  /** Record one check: it passed if there is nothing to complain about. */
  record(name, complaints) {
    if (complaints.length === 0) {
      this.#passed += 1;
      console.log(`ok      ${name}`);
      return;
    }
    this.#failed += 1;
    console.log(`not ok  ${name}`);
    for (const complaint of complaints) {
      console.log(`        ${complaint.replaceAll('\n', '\n        ')}`);
    }
  }

  get failed() {
    return this.#failed;
  }

  close() {
    console.log(JSON.stringify({ passed: this.#passed, failed: this.#failed }));
  }
}
