CREATE INDEX "capture_request" ON "capture" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "review_item_order" ON "review_item" USING btree ("order_id");