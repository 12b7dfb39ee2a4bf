CREATE TABLE "feedback" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"iteration_id" text,
	"text" text NOT NULL,
	"used_by_iteration_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "images" (
	"id" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"chat_key" text NOT NULL,
	"media_type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"path" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "iterations" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"job_id" text NOT NULL,
	"index" integer NOT NULL,
	"prompt" jsonb NOT NULL,
	"prompt_text" text NOT NULL,
	"prompt_diff" text NOT NULL,
	"parent_id" text,
	"image_id" text NOT NULL,
	"model_used" text NOT NULL,
	"fell_back_from" text,
	"simulated" boolean NOT NULL,
	"warnings" jsonb NOT NULL,
	"verdict" jsonb,
	"accepted" boolean,
	"judge_error" text,
	"feedback" text,
	"cost_micros" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_events" (
	"job_id" text NOT NULL,
	"number" integer NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_events_job_id_number_pk" PRIMARY KEY("job_id","number")
);
--> statement-breakpoint
CREATE TABLE "job_joins" (
	"job_id" text NOT NULL,
	"session_id" text NOT NULL,
	CONSTRAINT "job_joins_job_id_session_id_pk" PRIMARY KEY("job_id","session_id")
);
--> statement-breakpoint
CREATE TABLE "job_steps" (
	"job_id" text NOT NULL,
	"name" text NOT NULL,
	"result" jsonb,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_steps_job_id_name_pk" PRIMARY KEY("job_id","name")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"tool" text NOT NULL,
	"input" jsonb NOT NULL,
	"state" text NOT NULL,
	"session_id" text,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text,
	"chat_key" text NOT NULL,
	"turn" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"idempotency_key" text NOT NULL,
	"fingerprint" text,
	"run_after" timestamp with time zone DEFAULT now() NOT NULL,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"last_error" jsonb,
	"output" jsonb,
	"last_event" integer DEFAULT 0 NOT NULL,
	"shown_event" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "jobs_idempotency_key_unique" UNIQUE("idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "models_cache" (
	"provider" text PRIMARY KEY NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"list" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"place" jsonb NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"language" text NOT NULL,
	"goal" text NOT NULL,
	"status" text NOT NULL,
	"options" jsonb NOT NULL,
	"prompt" jsonb,
	"original_prompt" jsonb,
	"checklist" jsonb,
	"assumptions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"literals" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"best_iteration_id" text,
	"best_chosen_by_person" boolean DEFAULT false NOT NULL,
	"recommendations" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"photo" jsonb,
	"origin_message_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text DEFAULT '' NOT NULL,
	"data" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_platform_chat_id_person_id_pk" PRIMARY KEY("platform","chat_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "buttons" (
	"token" text PRIMARY KEY NOT NULL,
	"outbox_id" text NOT NULL,
	"intent" jsonb NOT NULL,
	"intent_key" text NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text,
	"session_id" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"key" text NOT NULL,
	"platform" text NOT NULL,
	"chat_key" text NOT NULL,
	"place" jsonb NOT NULL,
	"session_id" text,
	"iteration_id" text,
	"person_id" text,
	"view" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"posted_version" integer DEFAULT 0 NOT NULL,
	"reply_to_message_id" text,
	"message_id" text,
	"posted" jsonb,
	"state" text DEFAULT 'waiting' NOT NULL,
	"at_most_once" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"seq" bigserial NOT NULL,
	"platform" text NOT NULL,
	"update_id" text NOT NULL,
	"chat_key" text NOT NULL,
	"intent" jsonb,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "updates_platform_update_id_pk" PRIMARY KEY("platform","update_id")
);
--> statement-breakpoint
CREATE TABLE "admissions" (
	"platform" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"state" text NOT NULL,
	"chat_id" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admissions_platform_kind_id_pk" PRIMARY KEY("platform","kind","id")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_platform_chat_id_person_id_pk" PRIMARY KEY("platform","chat_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" text,
	"person_name" text,
	"kind" text NOT NULL,
	"details" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"platform" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"username" text,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_platform_person_id_pk" PRIMARY KEY("platform","person_id")
);
--> statement-breakpoint
CREATE TABLE "budget_windows" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text NOT NULL,
	"period" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"cap_micros" bigint,
	"spent_micros" bigint DEFAULT 0 NOT NULL,
	"reserved_micros" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"call_key" text NOT NULL,
	"movement" text NOT NULL,
	"spent_micros" bigint NOT NULL,
	"reserved_micros" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paid_calls" (
	"call_key" text PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"fence" bigint NOT NULL,
	"state" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"kind" text NOT NULL,
	"chat_key" text NOT NULL,
	"fingerprint" text,
	"window_ids" bigint[] NOT NULL,
	"estimate_micros" bigint NOT NULL,
	"actual_micros" bigint,
	"usage" jsonb,
	"error_code" text,
	"latency_ms" integer,
	"reserved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"dispatched_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "iterations" ADD CONSTRAINT "iterations_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_events" ADD CONSTRAINT "job_events_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_joins" ADD CONSTRAINT "job_joins_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_joins" ADD CONSTRAINT "job_joins_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_steps" ADD CONSTRAINT "job_steps_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_of_session" ON "feedback" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "images_of_job" ON "images" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "images_by_path" ON "images" USING btree ("path");--> statement-breakpoint
CREATE INDEX "images_by_age" ON "images" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "iterations_of_session" ON "iterations" USING btree ("session_id","index");--> statement-breakpoint
CREATE INDEX "iterations_of_job" ON "iterations" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "iterations_of_image" ON "iterations" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "job_joins_of_session" ON "job_joins" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "jobs_queued" ON "jobs" USING btree ("turn","created_at") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "jobs_queued_of_chat" ON "jobs" USING btree ("chat_key","turn") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "jobs_running" ON "jobs" USING btree ("lease_until") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "jobs_running_of_chat" ON "jobs" USING btree ("chat_key") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "jobs_of_session" ON "jobs" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_active_of_session" ON "jobs" USING btree ("session_id") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_active_of_person" ON "jobs" USING btree ("platform","person_id") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "jobs_recent_of_person" ON "jobs" USING btree ("platform","person_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_to_show" ON "jobs" USING btree ("platform") WHERE shown_event < last_event;--> statement-breakpoint
CREATE INDEX "jobs_by_fingerprint" ON "jobs" USING btree ("fingerprint","created_at" DESC NULLS LAST) WHERE fingerprint is not null;--> statement-breakpoint
CREATE INDEX "sessions_of_person" ON "sessions" USING btree ("platform","chat_id","person_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "settings_of_person" ON "settings" USING btree ("platform","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "buttons_of_message" ON "buttons" USING btree ("outbox_id","intent_key") WHERE used_at is null;--> statement-breakpoint
CREATE INDEX "buttons_expired" ON "buttons" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "buttons_of_person" ON "buttons" USING btree ("platform","person_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("platform","seq") WHERE posted_version < version and state in ('waiting', 'sending', 'posted');--> statement-breakpoint
CREATE INDEX "outbox_due_of_chat" ON "outbox" USING btree ("chat_key","seq") WHERE posted_version < version and state in ('waiting', 'sending', 'posted');--> statement-breakpoint
CREATE INDEX "outbox_by_message" ON "outbox" USING btree ("chat_key","message_id");--> statement-breakpoint
CREATE INDEX "outbox_of_session" ON "outbox" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "updates_waiting" ON "updates" USING btree ("platform","seq") WHERE handled_at is null;--> statement-breakpoint
CREATE INDEX "admissions_by_state" ON "admissions" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "changes_of_chat" ON "changes" USING btree ("platform","chat_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "people_by_username" ON "people" USING btree ("platform","username");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_windows_key" ON "budget_windows" USING btree ("scope","scope_id","period","starts_at");--> statement-breakpoint
CREATE INDEX "ledger_of_call" ON "ledger" USING btree ("call_key");--> statement-breakpoint
CREATE INDEX "paid_calls_open" ON "paid_calls" USING btree ("reserved_at") WHERE state in ('reserved', 'dispatched');--> statement-breakpoint
CREATE INDEX "paid_calls_of_job" ON "paid_calls" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "paid_calls_of_chat" ON "paid_calls" USING btree ("chat_key","reserved_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "paid_calls_finished" ON "paid_calls" USING btree ("finished_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "paid_calls_of_provider" ON "paid_calls" USING btree ("provider","reserved_at" DESC NULLS LAST);