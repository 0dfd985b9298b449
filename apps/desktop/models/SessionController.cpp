// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SessionController.h"

#include <QClipboard>
#include <QGuiApplication>

#include "client/Client.h"
#include "models/Settings.h"
#include "models/words.h"

namespace sidetone::desktop {

SessionController::SessionController(client::Client& client, Settings& settings, QObject* parent)
    : QObject(parent), client_(client), settings_(settings) {
    connect(&client_, &client::Client::stateChanged, this, [this] {
        Q_EMIT stateChanged();
        Q_EMIT selfChanged();
    });
    connect(&client_, &client::Client::presenceChanged, this, &SessionController::selfChanged);
    connect(&client_, &client::Client::contactsChanged, this, &SessionController::selfChanged);
}

int SessionController::state() const {
    return static_cast<int>(client_.state());
}

QString SessionController::address() const {
    return client_.self().isEmpty() ? QString() : toQt(client_.self().text());
}

QString SessionController::name() const {
    const auto known = toQt(client_.selfName()).simplified();
    return known.isEmpty() ? address() : known;
}

QString SessionController::initialLetters() const {
    return initials(name());
}
int SessionController::hueNumber() const {
    return hue(address());
}

int SessionController::availability() const {
    return static_cast<int>(client_.presence().availability);
}

QString SessionController::presence() const {
    return presenceWords(client_.presence());
}

QString SessionController::statusText() const {
    return toQt(client_.presence().text);
}

QStringList SessionController::recentTexts() const {
    return settings_.recentTexts();
}

QString SessionController::shownAs() const {
    using messaging::Activity;
    const auto words = presenceWords(client_.presence());
    switch (client_.presence().activity) {
        case Activity::OnCall:
        case Activity::InConference:
        case Activity::Presenting:
            return tr("Others see \u201c%1\u201d while your call lasts.").arg(words);
        case Activity::InMeeting:
        case Activity::InWebexMeeting:
        case Activity::OutOfOffice:
            return tr("Others see \u201c%1\u201d because of your calendar.").arg(words);
        case Activity::Idle:
            return tr("Others see \u201c%1\u201d because nothing was typed here for a while.")
                .arg(words);
        case Activity::None:
            break;
    }
    return {};
}

void SessionController::signOut() {
    settings_.setResumes(false);
    client_.signOut();
}

void SessionController::setPresence(int availability, const QString& text) {
    using messaging::Availability;
    const auto offered =
        availability >= 0 && availability <= static_cast<int>(Availability::DoNotDisturb);
    if (!offered) return;
    const auto words = text.simplified();
    settings_.addRecentText(words);
    client_.setPresence({static_cast<Availability>(availability), words.toStdString()});
    Q_EMIT selfChanged();
}

void SessionController::copy(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}

}  // namespace sidetone::desktop
