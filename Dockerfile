# One image for web, worker and beat; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /app

# Its own account without a shell; the code stays root's and is read-only for it.
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin asesmen \
    && install -d -o asesmen -g asesmen -m 0700 /data

COPY requirements.txt ./
RUN pip install -r requirements.txt

COPY manage.py ./
COPY config config
COPY antrean antrean
COPY pegawai pegawai
COPY asesmen asesmen
COPY pengembangan pengembangan
COPY laporan laporan
COPY templates templates
COPY static static
COPY contoh contoh

# Hashed static files belong to the image. The keys exist for this step only.
ENV DATA_DIR=/data STATIC_ROOT=/app/staticfiles
RUN ASESMEN_MODE=run ASESMEN_ENV_FILE=/dev/null DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build

USER asesmen
EXPOSE 8000
CMD ["python", "-m", "config.embedded.services", "web"]
