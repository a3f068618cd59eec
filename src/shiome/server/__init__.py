"""What every HTTP server of Shiome shares: settings, limits, health, logs, metrics, TLS, and how it is run.

Everything that stands between a client and an application is plain ASGI; :func:`shiome.server.running.guarded` puts it together.
"""
