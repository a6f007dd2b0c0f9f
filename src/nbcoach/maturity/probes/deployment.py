"""Signals of deployment, from the jobs of CI services that lie in the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.maturity.evidence import Place, Reading, Rung, absent, seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.maturity.scene import Scene

DEPLOYS = re.compile(
    r"\b(kubectl\s+apply|kubectl\s+rollout|helm\s+(upgrade|install)|kustomize\s+build|terraform\s+apply|bentoml\s+deploy"
    r"|bentoml\s+cloud|az\s+ml\s+online-deployment|gcloud\s+(ai\s+endpoints\s+deploy-model|run\s+deploy|app\s+deploy)"
    r"|databricks\s+bundle\s+deploy|mlflow\s+deployments\s+(create|update)|sagemaker\s+(create|update)-endpoint"
    r"|serverless\s+deploy|sam\s+deploy|cdk\s+deploy|flyctl\s+deploy|docker\s+compose\s+[\w\s-]*up)\b"
)
DEPLOYING_ACTIONS = re.compile(
    r"(azure/(k8s-deploy|webapps-deploy|aks-set-context)|google-github-actions/deploy-\w+|aws-actions/amazon-ecs-deploy"
    r"[\w-]*|superfly/flyctl-actions)[\w/-]*@.*"
)
NAMED = re.compile(r"deploy|release|promote|rollout", re.IGNORECASE)
GITLAB_WORDS = frozenset({"stages", "variables", "include", "default", "workflow", "image", "cache", "before_script"})


class Job(NamedTuple):
    """A job of a CI service. `commands` are its shell lines and actions; it is `swallowed` where failing is allowed."""

    path: str
    name: str
    commands: tuple[str, ...]
    has_environment: bool
    is_swallowed: bool
    is_manual: bool

    @property
    def deploys(self) -> bool:
        """Both called a deployment and doing one."""
        does = any(DEPLOYS.search(each) or DEPLOYING_ACTIONS.fullmatch(each) for each in self.commands)
        return does and (self.has_environment or bool(NAMED.search(self.name)))


def cd_config(scene: Scene) -> Reading:
    name = "cd-config"
    jobs = [job for job in _jobs(scene) if job.deploys]
    places = [Place(f"job {job.name} deploys", job.path) for job in jobs]
    if not jobs:
        return absent(name, "no job of a CI service in this folder deploys")
    rung = Rung.CONFIGURED if all(job.is_swallowed for job in jobs) else Rung.WIRED
    return seen(name, rung, "a job deploys", places)


def approval_gate(scene: Scene) -> Reading:
    name = "approval-gate"
    places = [Place(f"job {job.name} waits for a person", job.path) for job in _jobs(scene) if _is_gate(job)]
    if places:
        return seen(name, Rung.CONFIGURED, "a person lets the deployment go on", places)
    return absent(name, "no deployment in this folder waits for a person")


def _is_gate(job: Job) -> bool:
    return job.is_manual and job.deploys


def _jobs(scene: Scene) -> Iterator[Job]:
    for path in scene.found.paths:
        if re.search(r"(^|/)\.github/workflows/[^/]+\.ya?ml$", path):
            yield from _github(path, scene.yaml(path))
        elif path.rpartition("/")[2] == ".gitlab-ci.yml":
            yield from _gitlab(path, scene.yaml(path))


def _github(path: str, content: Any) -> Iterator[Job]:
    jobs = content.get("jobs") if isinstance(content, dict) else None
    for key, job in (jobs if isinstance(jobs, dict) else {}).items():
        if not isinstance(job, dict):
            continue
        steps = [step for step in _list(job.get("steps")) if isinstance(step, dict)]
        commands = [str(step[word]) for step in steps for word in ("run", "uses") if word in step]
        yield Job(
            path=path,
            name=str(key),
            commands=tuple(commands),
            has_environment="environment" in job,
            is_swallowed=job.get("continue-on-error") is True or _all_swallowed(commands),
            is_manual=False,
        )


def _gitlab(path: str, content: Any) -> Iterator[Job]:
    for key, job in (content if isinstance(content, dict) else {}).items():
        if not isinstance(job, dict) or key in GITLAB_WORDS or str(key).startswith("."):
            continue
        commands = [str(line) for line in _list(job.get("script"))]
        rules = [rule for rule in _list(job.get("rules")) if isinstance(rule, dict)]
        yield Job(
            path=path,
            name=str(key),
            commands=tuple(commands),
            has_environment="environment" in job,
            is_swallowed=job.get("allow_failure") is True or _all_swallowed(commands),
            is_manual=job.get("when") == "manual" or any(rule.get("when") == "manual" for rule in rules),
        )


def _all_swallowed(commands: list[str]) -> bool:
    """Whether every deploying line hides its failure."""
    deploying = [line for each in commands for line in each.splitlines() if DEPLOYS.search(line)]
    return bool(deploying) and all(re.search(r"\|\|\s*(true|:)\s*$", line) for line in deploying)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


SIGNALS = (cd_config, approval_gate)
