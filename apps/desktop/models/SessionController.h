// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "models/Shown.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

class Settings;

/// The person who is signed in.
class SessionController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString name READ name NOTIFY selfChanged)
    Q_PROPERTY(QString address READ address NOTIFY selfChanged)
    Q_PROPERTY(QString initials READ initialLetters NOTIFY selfChanged)
    Q_PROPERTY(int hue READ hueNumber NOTIFY selfChanged)
    Q_PROPERTY(int availability READ availability NOTIFY selfChanged)
    Q_PROPERTY(QString presence READ presence NOTIFY selfChanged)
    Q_PROPERTY(QString statusText READ statusText NOTIFY selfChanged)
    Q_PROPERTY(QStringList recentTexts READ recentTexts NOTIFY selfChanged)
    Q_PROPERTY(QString shownAs READ shownAs NOTIFY selfChanged)
public:
    SessionController(client::Client& client, Settings& settings, QObject* parent = nullptr);

    /// Shown::Session.
    [[nodiscard]] int state() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString initialLetters() const;
    [[nodiscard]] int hueNumber() const;
    /// Shown::Availability.
    [[nodiscard]] int availability() const;
    [[nodiscard]] QString presence() const;
    [[nodiscard]] QString statusText() const;

    /// Status messages of lately, to be used again.
    [[nodiscard]] QStringList recentTexts() const;
    /// Where others see something else than what was chosen: what, and why.
    [[nodiscard]] QString shownAs() const;

    /// Signs out. The next start asks again.
    Q_INVOKABLE void signOut();
    /// Shown::Availability, and the person's own words (may be empty).
    Q_INVOKABLE void setPresence(int availability, const QString& text);
    /// Puts a text on the clipboard.
    Q_INVOKABLE void copy(const QString& text) const;

Q_SIGNALS:
    void stateChanged();
    void selfChanged();

private:
    client::Client& client_;
    Settings& settings_;
};

}  // namespace sidetone::desktop
