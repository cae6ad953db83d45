#!/usr/bin/env bash
# Fails when a package that is shipped has a known weakness rated high or worse. Where the registry
# cannot be asked, says that nothing was checked, and does not fail: that is no finding.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(npm audit --omit=dev --audit-level=high --json 2>/dev/null) && found=0 || found=$?
REPORT="$report" FOUND="$found" node -e '
  let report;
  try { report = JSON.parse(process.env.REPORT); } catch { report = {}; }
  const counts = report.metadata?.vulnerabilities;
  if (!counts) {
    const why = report.error?.summary || report.message || report.error?.detail || "no answer";
    console.log(`dependencies: NOT CHECKED, the registry gave no advisories (${why})`);
  } else if (process.env.FOUND === "0") {
    console.log(`dependencies: no known weakness rated high or worse, ${counts.total} of any kind`);
  } else {
    for (const [name, { severity, range }] of Object.entries(report.vulnerabilities)) {
      console.error(`dependencies: ${name} ${range}: ${severity}`);
    }
    process.exit(1);
  }'
