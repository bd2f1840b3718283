"""The workload of `npm run bench -- requests` for Locust (https://locust.io).

    pip install locust
    locust -f apps/bench/locustfile.py --host http://127.0.0.1:8000 \
        --users 400 --spawn-rate 2 --run-time 5m --headless FormUser

DirectUser in place of FormUser uploads directly. FILE names what is sent, 5 MB as a rule, and NEW_FORMAT
what it is to become; else song.mp3 and ogg. The files stay with the service: 5 minutes are 45 GB.
"""

import os
import pathlib
import uuid

from locust import HttpUser, between, task

FILE = pathlib.Path(os.environ.get("FILE", "song.mp3"))
NEW_FORMAT = os.environ.get("NEW_FORMAT", "ogg")
SOUND = FILE.read_bytes()
TIMEOUT_SECONDS = 10


class Person(HttpUser):
    """Signs up and then uploads every few seconds."""

    abstract = True
    wait_time = between(5, 10)

    def on_start(self):
        name = f"locust-{uuid.uuid4().hex[:12]}"
        account = {
            "username": name,
            "email": f"{name}@example.com",
            "password1": "Passw0rd$",
            "password2": "Passw0rd$",
        }
        answer = self.client.post("/api/auth/signup", json=account)
        answer.raise_for_status()
        self.client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


class FormUser(Person):
    @task
    def upload(self):
        self.client.post(
            "/api/tasks",
            data={"newFormat": NEW_FORMAT},
            files={"fileName": (FILE.name, SOUND)},
            timeout=TIMEOUT_SECONDS,
        )


class DirectUser(Person):
    @task
    def upload(self):
        announced = {"fileName": FILE.name, "size": len(SOUND), "newFormat": NEW_FORMAT}
        opened = self.client.post("/api/uploads", json=announced, timeout=TIMEOUT_SECONDS)
        if not opened.ok:
            return
        upload = opened.json()["upload"]
        stored = self.client.put(
            upload["url"],
            name="(bytes)",
            data=SOUND,
            # The URL is the permission, and a bucket would refuse another one.
            headers={"Authorization": None, **upload["headers"]},
            timeout=TIMEOUT_SECONDS,
        )
        if not stored.ok:
            return
        claim = {"uploadId": upload["id"], "newFormat": NEW_FORMAT}
        self.client.post("/api/tasks", json=claim, timeout=TIMEOUT_SECONDS)
