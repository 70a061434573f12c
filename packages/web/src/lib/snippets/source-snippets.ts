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
    # What failed, where this workflow was set off by another one.
    WORKFLOW: \${{ github.event.workflow_run.name || github.workflow }}
    BRANCH: \${{ github.event.workflow_run.head_branch || github.ref_name }}
    # Of the step with this id, if there is one.
    TESTS: \${{ steps.tests.outcome }}
  run: |
    facts=(
      --url-query "trigger=ci"
      --url-query "title=$TITLE"
      --url-query "id=$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT"
      --url-query "repository=$GITHUB_REPOSITORY"
      --url-query "workflow=$WORKFLOW" --url-query "branch=$BRANCH"
      --url-query "workflowUrl=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
    )
    commit="$(git rev-parse HEAD)"
    [ "$commit" = "$GITHUB_SHA" ] || facts+=(--url-query "commitSha=$commit")
    case "$TESTS" in
      success) facts+=(--url-query verification=passed) ;;
      failure) facts+=(--url-query verification=failed) ;;
      skipped) facts+=(--url-query verification=not_run) ;;
    esac
    curl -sS --fail-with-body "\${facts[@]}" \\
      --data-binary "@$EXECUTION_FILE" "$TAFFRAIL_AUTOFIX_URL"`;

/** The report of a load test, whatever tool wrote it. */
export const loadTestCall = `k6 run --summary-export=summary.json test.js; code=$?
curl -sS --fail-with-body --data-binary @summary.json \\
  "$TAFFRAIL_LOAD_TESTS_URL?plan=checkout&exit_code=$code"`;

/** A receiver of Alertmanager 0.22 or newer, and the route to it. */
export const alertmanagerReceiver = `route:
  receiver: taffrail
  group_by: [alertname, service]

receivers:
  - name: taffrail
    webhook_configs:
      - url: "<the address>"
        send_resolved: true
        max_alerts: 0`;

/** An alert as a source without a mapping of its own has it. */
export const genericAlertCall = `curl -sS --fail-with-body -H 'Content-Type: application/json' \\
  --data '{"name":"Backup failed","status":"firing","severity":"critical","service":"db","description":"pg_dump ended with 1","labels":{"host":"db-1"}}' \\
  "$TAFFRAIL_ALERTS_URL"

# The same name, service and labels with another status resolves it.
curl -sS --fail-with-body -H 'Content-Type: application/json' \\
  --data '{"name":"Backup failed","status":"resolved","service":"db","labels":{"host":"db-1"}}' \\
  "$TAFFRAIL_ALERTS_URL"`;
