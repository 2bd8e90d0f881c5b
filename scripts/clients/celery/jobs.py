"""A Celery application with the broker and the results in one Redis; `python jobs.py` is its producer.

Each job that is done is a line in $DONE; what must be there at the end is printed as `expect NAME COUNT`.
"""
import os
import sys

from celery import Celery, chord, group

url = 'redis://{REDIS_USERNAME}:{REDIS_PASSWORD}@{REDIS_HOST}:{REDIS_PORT}/0'.format(**os.environ)
app = Celery('jobs', broker=url, backend=url)
app.conf.update(
    task_default_queue=os.environ['QUEUE'],
    broker_transport_options={'visibility_timeout': 30, 'unacked_restore_limit': 10,
                              'queue_order_strategy': 'priority'},
    broker_connection_retry_on_startup=True,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    task_acks_late=True,
    task_send_sent_event=True,
    task_track_started=True,
    worker_send_task_events=True,
    beat_schedule={'tick': {'task': 'jobs.done', 'schedule': 0.5, 'args': ['repeated']}},
)


@app.task
def done(name):
    with open(os.environ['DONE'], 'a') as file:
        file.write(name + '\n')
    return name


@app.task(bind=True)
def retried(self):
    if self.request.retries < 2:
        raise self.retry(countdown=0.2, max_retries=3)
    return done('retried')


@app.task
def hopeless():
    raise ValueError('hopeless')


@app.task
def gathered(names):
    return done('gathered')


def produce():
    results = [
        done.delay('plain'),
        done.apply_async(['delayed'], countdown=0.5),
        done.apply_async(['urgent'], priority=0),
        done.apply_async(['minor'], priority=9),
        done.apply_async(['expiring'], expires=60),
        retried.delay(),
        group(done.s('grouped') for _ in range(2)).apply_async(),
        chord([done.s('part'), done.s('part')])(gathered.s()),
    ]
    for result in results:
        result.get(timeout=20)
    failure = hopeless.delay()
    if not isinstance(failure.get(timeout=20, propagate=False), ValueError):
        return 1
    failure.forget()
    cancelled = done.apply_async(['cancelled'], countdown=30)
    cancelled.revoke()
    for name, count in {'plain': 1, 'delayed': 1, 'urgent': 1, 'minor': 1, 'expiring': 1, 'retried': 1, 'grouped': 2,
                        'part': 2, 'gathered': 1, 'repeated': 2}.items():
        print('expect', name, count)
    return 0


if __name__ == '__main__':
    # The worker imports this file as `jobs`, so the producer's tasks must bear that name too.
    import jobs
    sys.exit(jobs.produce())
