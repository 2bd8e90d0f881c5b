// A producer and a worker of BullMQ, each a process: `node run.js producer|worker`.
// Each job that is done is a line in $DONE; what must be there at the end is printed as `expect NAME COUNT`.
'use strict';
const fs = require('fs');
const {Queue, QueueEvents, FlowProducer, Worker, UnrecoverableError} = require('bullmq');

const queueName = process.env.QUEUE;
const connection = {
  host: process.env.REDIS_HOST,
  port: Number(process.env.REDIS_PORT),
  username: process.env.REDIS_USERNAME,
  password: process.env.REDIS_PASSWORD,
};

function log(error) {
  if (!log.said) console.error(String(error.message || error));
  log.said = true;
}

async function produce() {
  const queue = new Queue(queueName, {connection});
  const events = new QueueEvents(queueName, {connection});
  const flows = new FlowProducer({connection});
  for (const part of [queue, events, flows]) part.on('error', log);
  await events.waitUntilReady();
  const jobs = [];
  jobs.push(await queue.add('plain', {}));
  jobs.push(await queue.add('delayed', {}, {delay: 400}));
  jobs.push(await queue.add('urgent', {}, {priority: 1}));
  jobs.push(await queue.add('minor', {}, {priority: 9}));
  jobs.push(await queue.add('last-in', {}, {lifo: true}));
  jobs.push(await queue.add('retried', {failures: 2}, {attempts: 3, backoff: {type: 'fixed', delay: 200}}));
  await queue.add('named', {}, {jobId: 'one-and-only', removeOnComplete: true});
  jobs.push(await queue.add('once', {}, {deduplication: {id: 'same', ttl: 60000}}));
  await queue.add('once', {}, {deduplication: {id: 'same', ttl: 60000}});
  jobs.push(...await queue.addBulk([{name: 'bulk', data: {}}, {name: 'bulk', data: {}}]));
  await queue.upsertJobScheduler('tick', {every: 500, limit: 2}, {name: 'repeated', data: {}});
  const flow = await flows.add({
    name: 'parent', queueName, data: {},
    children: [{name: 'child', queueName, data: {}}, {name: 'child', queueName, data: {}}],
  });
  jobs.push(flow.job);
  const lost = await queue.add('hopeless', {}, {removeOnFail: {count: 5}});
  const results = await Promise.all(jobs.map((job) => job.waitUntilFinished(events, 20000)));
  const failure = await lost.waitUntilFinished(events, 20000).then(() => '', (error) => error.message);
  if (failure !== 'hopeless' || results.some((result) => result === undefined)) process.exit(1);
  const expected = {plain: 1, delayed: 1, urgent: 1, minor: 1, 'last-in': 1, retried: 1, named: 1, once: 1, bulk: 2,
                    repeated: 2, parent: 1, child: 2};
  for (const [name, count] of Object.entries(expected)) console.log(`expect ${name} ${count}`);
  await Promise.all([queue.close(), events.close(), flows.close()]);
}

async function work() {
  const worker = new Worker(queueName, async (job) => {
    await job.updateProgress(50);
    await job.log('half of it');
    if (job.name === 'hopeless') throw new UnrecoverableError('hopeless');
    if (job.attemptsMade < (job.data.failures || 0)) throw new Error('again');
    if (job.name === 'parent') await job.getChildrenValues();
    fs.appendFileSync(process.env.DONE, job.name + '\n');
    return job.name;
  }, {
    connection, concurrency: 3, stalledInterval: 700, lockDuration: 900,
    limiter: {max: 10, duration: 300}, metrics: {maxDataPoints: 100},
    removeOnComplete: {age: 3600, count: 100},
  });
  worker.on('error', log);
  process.on('SIGTERM', () => worker.close().then(() => process.exit(0)));
}

(process.argv[2] === 'producer' ? produce() : work()).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
