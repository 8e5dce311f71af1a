"""Why things are as they are: a person's place, a pair, a bound, and what each rule costs."""
