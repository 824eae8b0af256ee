//! The program as people run it: the real binary, real folders, real databases.

mod backing_up;
mod breaking;
mod calendars;
mod calling;
mod hand;
mod importing;
mod killing;
mod promising;
mod rebuilding;
mod serving;
mod taking_over;
mod telling;
mod workflows;
