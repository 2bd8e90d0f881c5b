// A producer and a worker of Asynq, each a process: `asynq producer|worker`.
// Each job that is done is a line in $DONE; what must be there at the end is printed as `expect NAME COUNT`.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/hibiken/asynq"
)

func connection() asynq.RedisClientOpt {
	return asynq.RedisClientOpt{
		Addr:     os.Getenv("REDIS_HOST") + ":" + os.Getenv("REDIS_PORT"),
		Username: os.Getenv("REDIS_USERNAME"),
		Password: os.Getenv("REDIS_PASSWORD"),
	}
}

func produce() error {
	queue := os.Getenv("QUEUE")
	client := asynq.NewClient(connection())
	defer client.Close()
	tasks := []struct {
		name    string
		options []asynq.Option
	}{
		{"plain", nil},
		{"delayed", []asynq.Option{asynq.ProcessIn(time.Second)}},
		{"retried", []asynq.Option{asynq.MaxRetry(3)}},
		{"hopeless", []asynq.Option{asynq.MaxRetry(0)}},
		{"unique", []asynq.Option{asynq.Unique(time.Minute)}},
		{"unique-delayed", []asynq.Option{asynq.Unique(time.Minute), asynq.ProcessIn(time.Second)}},
		{"kept", []asynq.Option{asynq.Retention(2 * time.Second), asynq.TaskID("one-and-only")}},
		{"grouped", []asynq.Option{asynq.Group("g")}},
		{"grouped", []asynq.Option{asynq.Group("g")}},
		{"limited", []asynq.Option{asynq.Timeout(5 * time.Second)}},
	}
	for _, task := range tasks {
		options := append([]asynq.Option{asynq.Queue(queue)}, task.options...)
		if _, err := client.Enqueue(asynq.NewTask(task.name, nil), options...); err != nil {
			return fmt.Errorf("%s: %w", task.name, err)
		}
	}
	scheduler := asynq.NewScheduler(connection(), &asynq.SchedulerOpts{HeartbeatInterval: time.Second})
	if _, err := scheduler.Register("@every 1s", asynq.NewTask("repeated", nil), asynq.Queue(queue)); err != nil {
		return err
	}
	if err := scheduler.Start(); err != nil {
		return err
	}
	time.Sleep(3500 * time.Millisecond)
	scheduler.Shutdown()
	for _, name := range []string{"plain", "delayed", "retried", "unique", "unique-delayed", "kept", "gathered", "limited", "repeated"} {
		fmt.Println("expect", name, 1)
	}
	return nil
}

func work() error {
	server := asynq.NewServer(connection(), asynq.Config{
		Concurrency:              3,
		Queues:                   map[string]int{os.Getenv("QUEUE"): 1},
		RetryDelayFunc:           func(int, error, *asynq.Task) time.Duration { return 300 * time.Millisecond },
		DelayedTaskCheckInterval: 300 * time.Millisecond,
		TaskCheckInterval:        200 * time.Millisecond,
		JanitorInterval:          time.Second,
		GroupGracePeriod:         time.Second,
		GroupMaxSize:             2,
		GroupAggregator: asynq.GroupAggregatorFunc(func(group string, tasks []*asynq.Task) *asynq.Task {
			return asynq.NewTask("gathered", nil)
		}),
	})
	return server.Run(asynq.HandlerFunc(func(ctx context.Context, task *asynq.Task) error {
		if retries, _ := asynq.GetRetryCount(ctx); task.Type() == "retried" && retries < 1 {
			return errors.New("again")
		}
		if task.Type() == "hopeless" {
			return errors.New("hopeless")
		}
		if task.Type() == "kept" {
			if _, err := task.ResultWriter().Write([]byte("kept")); err != nil {
				return err
			}
		}
		file, err := os.OpenFile(os.Getenv("DONE"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		defer file.Close()
		_, err = fmt.Fprintln(file, task.Type())
		return err
	}))
}

func main() {
	role := work
	if len(os.Args) > 1 && os.Args[1] == "producer" {
		role = produce
	}
	if err := role(); err != nil {
		log.Fatal(err)
	}
}
