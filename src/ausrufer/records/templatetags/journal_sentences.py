"""`{{ entry|sentence }}` for templates."""

from django import template

from ausrufer.records.sentences import sentence

register = template.Library()
register.filter("sentence", sentence)
