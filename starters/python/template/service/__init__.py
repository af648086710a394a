"""A PlanQK service."""
