// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QSettings>
#include <QSize>
#include <QStringList>

#include "models/Shown.h"

namespace sidetone::desktop {

/// What the window remembers between two starts, in `window.ini` of the profile. Nothing of it
/// is secret.
class Settings final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int theme READ theme WRITE setTheme NOTIFY themeChanged)
    Q_PROPERTY(bool dark READ dark NOTIFY themeChanged)
    Q_PROPERTY(bool selfView READ selfView WRITE setSelfView NOTIFY selfViewChanged)
    Q_PROPERTY(QSize windowSize READ windowSize WRITE setWindowSize NOTIFY windowSizeChanged)
public:
    /// `file` is created at the first change. An empty name remembers nothing.
    explicit Settings(const QString& file, QObject* parent = nullptr);

    /// Shown::Theme.
    [[nodiscard]] int theme() const { return static_cast<int>(theme_); }
    void setTheme(int theme);
    /// Shows this theme without remembering it, for this run.
    void overrideTheme(Shown::Theme theme);
    /// What the theme comes to.
    [[nodiscard]] bool dark() const;
    /// The desktop's own choice, for Theme::System.
    void setSystemDark(bool dark);

    [[nodiscard]] QSize windowSize() const { return windowSize_; }
    void setWindowSize(QSize size);
    /// Opens with this size without remembering it.
    void overrideWindowSize(QSize size);
    /// Whether people see themselves in calls with a picture.
    [[nodiscard]] bool selfView() const { return selfView_; }
    void setSelfView(bool selfView);
    /// Who signed in last, to be offered at the next start.
    [[nodiscard]] QString lastAddress() const;
    void setLastAddress(const QString& address);
    /// Whether the person wants to stay signed in.
    [[nodiscard]] bool remembers() const { return remember_; }
    void setRemembers(bool remember);
    /// Whether the next start signs in by itself: who signed out does not want that.
    [[nodiscard]] bool resumes() const { return resume_; }
    void setResumes(bool resume);
    /// Status messages that the person wrote lately, the newest first.
    [[nodiscard]] QStringList recentTexts() const { return recentTexts_; }
    void addRecentText(const QString& text);
    /// When the call history was last looked at, milliseconds since 1970.
    [[nodiscard]] qint64 callsSeen() const { return callsSeen_; }
    void setCallsSeen(qint64 time);
    /// Whether the person wants to be told when that contact becomes available.
    Q_INVOKABLE bool isWatched(const QString& address) const { return watched_.contains(address); }
    Q_INVOKABLE void setWatched(const QString& address, bool watched);
    /// Numbers and addresses whose lines are watched (busy lamps), in the order they were added.
    [[nodiscard]] QStringList watchedLines() const { return watchedLines_; }
    void setWatchedLines(const QStringList& lines);

Q_SIGNALS:
    void themeChanged();
    void windowSizeChanged();
    void selfViewChanged();
    void watchedChanged(const QString& address);

private:
    void write(const char* key, const QVariant& value);
    QSettings file_;
    bool kept_;  ///< there is a file
    bool remember_ = false;
    bool resume_ = false;
    Shown::Theme theme_ = Shown::Theme::System;
    bool systemDark_ = false;
    bool selfView_ = true;
    QSize windowSize_;
    QStringList recentTexts_;
    QStringList watched_;
    QStringList watchedLines_;
    qint64 callsSeen_ = 0;
};

}  // namespace sidetone::desktop
