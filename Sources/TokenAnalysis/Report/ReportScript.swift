/// The page's one script: it sorts tables by the head that is pressed.
enum ReportScript {
  /// The hash of the script in the page's content security policy; a test computes it again.
  static let hash = "sha256-5Tic83uXs83dR06lBZY4er/hL4/9Wbvz28pNGXxf2Wc="

  static let text = """
    "use strict";
    for (const table of document.querySelectorAll("table.sortable")) {
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = head.querySelector("button");
        if (!button) return;
        button.addEventListener("click", () => {
          const rising = head.getAttribute("aria-sort") !== "ascending";
          heads.forEach((other) => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", rising ? "ascending" : "descending");
          const body = table.tBodies[0];
          const value = (row) => {
            const cell = row.cells[column];
            return column === 0 ? cell.textContent : Number(cell.dataset.order ?? NaN);
          };
          const rows = [...body.rows].sort((a, b) => {
            const [x, y] = [value(a), value(b)];
            if (column === 0) return rising ? x.localeCompare(y) : y.localeCompare(x);
            if (Number.isNaN(x)) return 1;
            if (Number.isNaN(y)) return -1;
            return rising ? x - y : y - x;
          });
          body.append(...rows);
        });
      });
    }
    """
}
