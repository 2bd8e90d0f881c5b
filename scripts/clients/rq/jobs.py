"""The jobs of an RQ queue and, as `python jobs.py producer`, its producer; `python jobs.py worker` works.

Each job that is done is a line in $DONE; what must be there at the end is printed as `expect NAME COUNT`.
"""
import os
import sys
import time
from datetime import timedelta

from redis import Redis
from rq import Queue, Repeat, Retry, Worker


def connect():
    return Redis(host=os.environ['REDIS_HOST'], port=int(os.environ['REDIS_PORT']),
                 username=os.environ['REDIS_USERNAME'], password=os.environ['REDIS_PASSWORD'])


def done(name):
    with open(os.environ['DONE'], 'a') as file:
        file.write(name + '\n')
    return name


def retried(name, marker):
    """Fails the first time that it runs."""
    if not os.path.exists(marker):
        open(marker, 'w').close()
        raise RuntimeError('again')
    return done(name)


def hopeless():
    raise ValueError('hopeless')


def produce():
    connection = connect()
    queue = Queue(os.environ['QUEUE'], connection=connection)
    first = queue.enqueue(done, 'plain')
    marker = os.environ['DONE'] + '.retried-'
    jobs = [
        first,
        queue.enqueue(done, 'urgent', at_front=True),
        queue.enqueue(done, 'dependent', depends_on=first),
        queue.enqueue_in(timedelta(seconds=1), done, 'delayed'),
        queue.enqueue(retried, 'retried', marker + '1', retry=Retry(max=2)),
        queue.enqueue(retried, 'retried-later', marker + '2', retry=Retry(max=2, interval=1)),
        queue.enqueue(done, 'repeated', repeat=Repeat(times=1, interval=1)),
        queue.enqueue(done, 'unique', job_id='one-and-only', result_ttl=60),
    ]
    jobs += queue.enqueue_many([Queue.prepare_data(done, ['bulk']), Queue.prepare_data(done, ['bulk'])])
    failing = queue.enqueue(hopeless)
    cancelled = queue.enqueue_in(timedelta(seconds=600), done, 'cancelled')
    cancelled.cancel()
    deadline = time.monotonic() + 25
    while time.monotonic() < deadline:
        if all(job.return_value(refresh=True) for job in jobs) and failing.get_status() == 'failed':
            break
        time.sleep(0.2)
    else:
        return 1
    failing.latest_result()
    for name, count in {'plain': 1, 'urgent': 1, 'dependent': 1, 'delayed': 1, 'retried': 1, 'retried-later': 1,
                        'repeated': 2, 'unique': 1, 'bulk': 2}.items():
        print('expect', name, count)
    return 0


def work():
    connection = connect()
    Worker([os.environ['QUEUE']], connection=connection, default_worker_ttl=30,
           maintenance_interval=2).work(with_scheduler=True, logging_level='WARNING')


if __name__ == '__main__':
    # The worker imports this file as `jobs`, so the producer's jobs must bear that name too.
    import jobs
    sys.exit(jobs.produce() if sys.argv[1] == 'producer' else jobs.work())
