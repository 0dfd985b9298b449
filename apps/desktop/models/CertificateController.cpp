// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CertificateController.h"

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

std::string keyOf(const net::RefusedCertificate& refused) {
    return refused.server + ' ' + (refused.chain.empty() ? "" : refused.chain.front().sha256);
}

/// "3f0a" as "3F:0A", eight pairs a line, as people compare them.
QString inPairs(std::string_view hex) {
    QString pairs;
    for (const char digit : hex) {
        if (digit == ':') continue;
        if (pairs.size() % 24 == 23) {
            pairs += u'\n';
        } else if (pairs.size() % 3 == 2) {
            pairs += u':';
        }
        pairs += QChar::fromLatin1(digit).toUpper();
    }
    return pairs;
}

}  // namespace

CertificateController::CertificateController(client::Client& client, core::Clock& clock,
                                             QObject* parent)
    : RowModel({{"title", [](const CertificateRow& r) -> QVariant { return r.title; }},
                {"subject", [](const CertificateRow& r) -> QVariant { return r.subject; }},
                {"issuer", [](const CertificateRow& r) -> QVariant { return r.issuer; }},
                {"names", [](const CertificateRow& r) -> QVariant { return r.names; }},
                {"from", [](const CertificateRow& r) -> QVariant { return r.from; }},
                {"until", [](const CertificateRow& r) -> QVariant { return r.until; }},
                {"fingerprint", [](const CertificateRow& r) -> QVariant { return r.fingerprint; }},
                {"kind", [](const CertificateRow& r) -> QVariant { return r.kind; }},
                {"ended", [](const CertificateRow& r) -> QVariant { return r.ended; }}},
               parent),
      client_(client),
      clock_(clock) {
    connect(&client_, &client::Client::stateChanged, this, &CertificateController::refresh);
    connect(&client_, &client::Client::servicesChanged, this, &CertificateController::refresh);
    connect(&client_, &client::Client::traceChanged, this, &CertificateController::refresh);
    refresh();
}

bool CertificateController::any() const {
    return !client_.refusedCertificates().empty();
}
QString CertificateController::server() const {
    return current_ ? toQt(current_->server) : QString();
}
QString CertificateController::reason() const {
    if (!current_) return {};
    const auto& error = current_->error;
    auto words = toQt(error.answer.empty() ? error.tried : error.answer);
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}
QString CertificateController::advice() const {
    return current_ ? toQt(current_->error.advice) : QString();
}
QString CertificateController::trustedBefore() const {
    return current_ ? inPairs(current_->trustedBefore) : QString();
}
QString CertificateController::fingerprint() const {
    return count() > 0 ? row(0).fingerprint : QString();
}

CertificateRow CertificateController::rowOf(const net::CertificateInfo& info,
                                            std::size_t place) const {
    CertificateRow row;
    row.key = QString::number(place) + toQt(info.sha256);
    row.title = place == 0 ? tr("The server\u2019s certificate") : tr("Its issuer");
    row.subject = toQt(info.subject);
    row.issuer = info.issuer == info.subject ? tr("itself (self-signed)") : toQt(info.issuer);
    QStringList names;
    for (const auto& name : info.names) names << toQt(name);
    row.names = names.join(QStringLiteral(", "));
    row.from = exactDay(info.notBefore);
    row.until = exactDay(info.notAfter);
    row.fingerprint = inPairs(info.sha256);
    row.kind = toQt(info.keyKind);
    row.ended = clock_.wallTime() < info.notBefore || clock_.wallTime() > info.notAfter;
    return row;
}

void CertificateController::showChain() {
    std::vector<CertificateRow> rows;
    if (current_) {
        for (const auto& info : current_->chain) rows.push_back(rowOf(info, rows.size()));
    }
    setRows(std::move(rows));
}

void CertificateController::refresh() {
    if (client_.state() == client::ClientState::SigningIn) stopped_.clear();
    std::optional<net::RefusedCertificate> next;
    for (auto& refused : client_.refusedCertificates()) {
        if (stopped_.contains(keyOf(refused))) continue;
        next = std::move(refused);
        break;
    }
    // While the sign-in still tries other ways nobody is asked.
    if (client_.state() == client::ClientState::SigningIn) next.reset();
    const bool same =
        next.has_value() == current_.has_value() && (!next || keyOf(*next) == keyOf(*current_));
    if (same) return;
    current_ = std::move(next);
    showChain();
    Q_EMIT changed();
}

bool CertificateController::trust() {
    if (!mayBeTrusted()) return false;
    const auto status = client_.trust(*current_);
    if (!status) {
        Q_EMIT failed(toQt(status.error().sentence()));
        return false;
    }
    stop();
    Q_EMIT trusted();
    return true;
}

void CertificateController::stop() {
    if (current_) stopped_.insert(keyOf(*current_));
    refresh();
}

void CertificateController::review() {
    stopped_.clear();
    refresh();
}

}  // namespace sidetone::desktop
