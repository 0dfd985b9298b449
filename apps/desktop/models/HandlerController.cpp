// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HandlerController.h"

#include "config/Settings.h"
#include "config/keys.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

struct Scheme {
    const char* name;
    config::Key<bool> isAllowed;
};

constexpr Scheme known[] = {
    {"xmpp", config::keys::enableXmppProtocol},         {"im", config::keys::enableImProtocol},
    {"tel", config::keys::enableTelProtocol},           {"sip", config::keys::enableSipProtocol},
    {"ciscotel", config::keys::enableCiscoTelProtocol},
};
const auto ownEntry = QStringLiteral("sidetone.desktop");

}  // namespace

HandlerController::HandlerController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client) {}

QStringList HandlerController::schemes() const {
    QStringList allowed;
    for (const auto& scheme : known) {
        if (client_.settings().get(scheme.isAllowed)) allowed << QLatin1String(scheme.name);
    }
    return allowed;
}

QStringList HandlerController::foreign() const {
    QStringList list;
    for (qsizetype i = 0; i < entries_.size(); ++i) {
        if (entries_[i] != ownEntry) list << schemes_[i];
    }
    return list;
}

QString HandlerController::summary() const {
    QStringList here;
    QStringList parts;
    for (qsizetype i = 0; i < entries_.size(); ++i) {
        const auto scheme = schemes_[i] + u':';
        if (entries_[i] == ownEntry) {
            here << scheme;
        } else if (entries_[i].isEmpty()) {
            parts << tr("%1 nowhere").arg(scheme);
        } else {
            parts << tr("%1 in %2").arg(scheme, handlers_->nameOf(entries_[i]));
        }
    }
    if (!here.isEmpty()) parts.prepend(tr("%1 in Sidetone").arg(here.join(u' ')));
    return parts.join(QStringLiteral(", "));
}

QString HandlerController::others() const {
    QStringList names;
    for (const auto& entry : entries_) {
        if (entry != ownEntry && !entry.isEmpty()) names << handlers_->nameOf(entry);
    }
    names.removeDuplicates();
    // Links that nothing opens can be taken as well.
    return names.isEmpty() && !foreign().isEmpty() ? tr("nothing")
                                                   : names.join(QStringLiteral(", "));
}

void HandlerController::look() {
    if (handlers_ == nullptr) return;
    const auto asked = schemes();
    handlers_->look(asked, [this, asked](const QStringList& entries) {
        schemes_ = asked;
        entries_ = entries;
        Q_EMIT changed();
    });
}

void HandlerController::claim() {
    if (handlers_ == nullptr) return;
    const auto wanted = foreign();
    if (wanted.isEmpty()) return look();
    const auto before = others();
    handlers_->claim(wanted, [this, before](const core::Status& done) {
        if (done) {
            Q_EMIT told(tr("Links open in Sidetone now. Before it was %1.").arg(before));
        } else {
            Q_EMIT failed(toQt(done.error().sentence()));
        }
        look();
    });
}

}  // namespace sidetone::desktop
