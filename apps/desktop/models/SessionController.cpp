// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SessionController.h"

#include <QClipboard>
#include <QGuiApplication>

#include "client/Client.h"
#include "models/Settings.h"
#include "models/words.h"

namespace sidetone::desktop {

SessionController::SessionController(client::Client& client, Settings& settings, QObject* parent)
    : QObject(parent), client_(client), settings_(settings), typedAddress_(settings.lastAddress()) {
    connect(&client_, &client::Client::stateChanged, this, [this] {
        if (client_.state() == client::ClientState::Ready) settings_.setLastAddress(address());
        Q_EMIT stateChanged();
        Q_EMIT selfChanged();
    });
    connect(&client_, &client::Client::presenceChanged, this, &SessionController::selfChanged);
    connect(&client_, &client::Client::contactsChanged, this, &SessionController::selfChanged);
}

int SessionController::state() const {
    if (refusal_) return static_cast<int>(Shown::Session::Failed);
    return static_cast<int>(client_.state());
}

std::optional<core::Error> SessionController::error() const {
    return refusal_ ? refusal_ : client_.error();
}

QString SessionController::problem() const {
    auto what = error();
    if (!what) return {};
    what->advice.clear();
    return toQt(what->sentence());
}

QString SessionController::advice() const {
    const auto what = error();
    return what ? toQt(what->advice) : QString();
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
    return availabilityWords(client_.presence().availability);
}

QString SessionController::statusText() const {
    return toQt(client_.presence().text);
}

void SessionController::signIn(const QString& address, const QString& password) {
    signIn(address, core::Secret(password.toStdString()));
}

void SessionController::signIn(const QString& address, core::Secret password) {
    refusal_.reset();
    typedAddress_ = address.trimmed();
    const auto status = client_.signIn(typedAddress_.toStdString(), std::move(password));
    if (!status) refusal_ = status.error();
    Q_EMIT stateChanged();
}

void SessionController::offer(const QString& address) {
    if (address.trimmed().isEmpty()) return;
    typedAddress_ = address.trimmed();
    Q_EMIT stateChanged();
}

void SessionController::signOut() {
    refusal_.reset();
    client_.signOut();
    Q_EMIT stateChanged();
}

void SessionController::setPresence(int availability, const QString& text) {
    using messaging::Availability;
    const auto offered =
        availability >= 0 && availability <= static_cast<int>(Availability::DoNotDisturb);
    if (!offered) return;
    client_.setPresence({static_cast<Availability>(availability), text.simplified().toStdString()});
}

void SessionController::copy(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}

}  // namespace sidetone::desktop
