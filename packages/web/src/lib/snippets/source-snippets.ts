/**
 * The step of a GitHub workflow that reports what an agent attempted. The address is a secret of
 * the repository, so that the step can be copied as it stands.
 */
export const autofixStep = `- name: Tell Taffrail what came of it
  if: always() && steps.claude.outputs.execution_file != ''
  env:
    TAFFRAIL_AUTOFIX_URL: \${{ secrets.TAFFRAIL_AUTOFIX_URL }}
    EXECUTION_FILE: \${{ steps.claude.outputs.execution_file }}
    TITLE: \${{ github.workflow }} on \${{ github.ref_name }}
  run: |
    facts=(
      --url-query "trigger=ci"
      --url-query "title=$TITLE"
      --url-query "id=$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT"
      --url-query "repository=$GITHUB_REPOSITORY"
      --url-query "workflowUrl=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
    )
    commit="$(git rev-parse HEAD)"
    [ "$commit" = "$GITHUB_SHA" ] || facts+=(--url-query "commitSha=$commit")
    curl -sS --fail-with-body "\${facts[@]}" \\
      --data-binary "@$EXECUTION_FILE" "$TAFFRAIL_AUTOFIX_URL"`;

/** The report of a load test, whatever tool wrote it. */
export const loadTestCall = `k6 run --summary-export=summary.json test.js; code=$?
curl -sS --fail-with-body --data-binary @summary.json \\
  "$TAFFRAIL_LOAD_TESTS_URL?plan=checkout&exit_code=$code"`;
