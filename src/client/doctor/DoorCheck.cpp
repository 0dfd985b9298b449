// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/DoorCheck.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <utility>

namespace sidetone::client {

using Level = CheckResult::Level;
using std::chrono_literals::operator""s;

namespace {

constexpr core::Milliseconds patience = 3s;

std::string dayOf(core::WallTime time) {
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC),
                  QStringLiteral("d MMMM yyyy"))
        .toStdString();
}

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7).
std::optional<core::WallTime> timeOf(std::string_view date) {
    const auto text = QString::fromUtf8(date.data(), static_cast<qsizetype>(date.size()));
    auto time = QLocale::c().toDateTime(text, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!time.isValid()) return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return core::WallTime(core::Milliseconds(time.toMSecsSinceEpoch()));
}

std::string inWords(core::Milliseconds span) {
    const auto seconds = span.count() / 1000;
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 7200) return std::to_string(seconds / 60) + " minutes";
    return std::to_string(seconds / 3600) + " hours";
}

}  // namespace

Level judgeEnd(core::WallTime end, core::WallTime now) {
    if (end <= now) return Level::Bad;
    return end - now < std::chrono::hours(24 * 30) ? Level::Warning : Level::Ok;
}

Level judgeSkew(core::Milliseconds skew) {
    const auto size = skew.count() < 0 ? -skew : skew;
    if (size > std::chrono::minutes(5)) return Level::Bad;
    return size > std::chrono::seconds(30) ? Level::Warning : Level::Ok;
}

std::string DoorCheck::title() const {
    return door_.server.text() + ", " + door_.purpose;
}

CheckResult DoorCheck::make(const char* check, Level level, std::string sentence,
                            std::string advice) const {
    CheckResult result;
    result.check = check;
    result.title = title();
    result.level = level;
    result.sentence = std::move(sentence);
    result.advice = std::move(advice);
    return result;
}

void DoorCheck::run(const CheckContext& context, Done done) {
    done_ = std::move(done);
    if (door_.kind == Door::Kind::Https) return ask(context);
    net::ConnectRequest request;
    request.server = door_.server;
    request.directTls = door_.kind == Door::Kind::DirectTls;
    request.peer = door_.peer;
    request.timeout = patience;
    context.platform.connections->connect(request).then(owner_, [this, &context](auto made) {
        if (!made) {
            addRefused(made.error());
            return finish();
        }
        opened(context, std::move(*made));
    });
}

void DoorCheck::opened(const CheckContext& context, std::shared_ptr<net::Connection> connection) {
    connection_ = std::move(connection);
    if (const auto tls = connection_->tls()) addCertificate(context, *tls);
    if (door_.kind == Door::Kind::XmppStartTls) return startTls(context);
    addOpen();
    finish();
}

void DoorCheck::startTls(const CheckContext& context) {
    chat_ = std::make_unique<signin::XmppDoor>(context.platform.clock);
    chat_->open(connection_, door_.peer.hosts.front(), patience)
        .then(owner_, [this, &context](const core::Result<net::TlsInfo>& tls) {
            if (tls) {
                addOpen();
                addCertificate(context, *tls);
            } else {
                addRefused(tls.error());
            }
            finish();
        });
}

void DoorCheck::ask(const CheckContext& context) {
    net::HttpRequest request;
    request.url = "https://" + door_.server.text() + "/cucm-uds/version";
    request.timeout = patience;
    context.platform.http->send(std::move(request)).then(owner_, [this, &context](auto answer) {
        if (!answer) {
            addRefused(answer.error());
        } else {
            addOpen();
            if (answer->tls) addCertificate(context, *answer->tls);
            readClock(context, answer->header("date"));
        }
        finish();
    });
}

void DoorCheck::readClock(const CheckContext& context, std::string_view date) {
    const auto there = timeOf(date);
    if (!there) return;
    const auto skew = context.platform.clock.wallTime() - *there;
    const auto level = judgeSkew(skew);
    const auto size = skew.count() < 0 ? -skew : skew;
    const std::string way = skew.count() < 0 ? "behind" : "ahead of";
    auto result = make("clock", level,
                       level == Level::Ok ? "This computer's clock agrees with the server's."
                                          : "This computer's clock is " + inWords(size) + " " +
                                                way + " the server's.",
                       level == Level::Ok ? "" : "Let both take the time from a time server.");
    results_.push_back(std::move(result));
}

void DoorCheck::addOpen() {
    results_.push_back(make("port", Level::Ok, "It is open."));
}

void DoorCheck::addRefused(const core::Error& error) {
    const bool isTrust = error.code == core::ErrorCode::Untrusted;
    results_.push_back(make(isTrust ? "certificate" : "port",
                            door_.isNeeded ? Level::Bad : Level::Warning, error.sentence(),
                            isTrust
                                ? "Install a certificate that is good."
                                : "Let the server listen there, and the firewall let it pass."));
}

void DoorCheck::addCertificate(const CheckContext& context, const net::TlsInfo& tls) {
    for (const auto& certificate : tls.chain) {
        const auto level = judgeEnd(certificate.notAfter, context.platform.clock.wallTime());
        const bool isLeaf = &certificate == &tls.chain.front();
        if (!isLeaf && level == Level::Ok) continue;
        results_.push_back(make("certificate", level,
                                (isLeaf ? "Its certificate" : "The certificate of its authority") +
                                    std::string(" is good until ") + dayOf(certificate.notAfter) +
                                    " (" + certificate.subject + ").",
                                level == Level::Ok ? "" : "Renew it before that day."));
    }
}

void DoorCheck::finish() {
    if (auto done = std::exchange(done_, nullptr)) done(std::move(results_));
}

}  // namespace sidetone::client
