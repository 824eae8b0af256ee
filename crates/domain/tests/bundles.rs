//! Bundles: what happens to the children of one declaration, in every order.

mod given;

#[path = "bundles/orders.rs"]
mod orders;
#[path = "bundles/places.rs"]
mod places;
#[path = "bundles/rights.rs"]
mod rights;
#[path = "bundles/running.rs"]
mod running;
#[path = "bundles/samples.rs"]
mod samples;
#[path = "bundles/scene.rs"]
mod scene;
#[path = "bundles/story.rs"]
mod story;
