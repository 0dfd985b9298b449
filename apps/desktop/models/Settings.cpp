// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Settings.h"

#include <algorithm>

namespace sidetone::desktop {
namespace {

constexpr QSize firstSize{1120, 720};
constexpr QSize leastSize{360, 480};
constexpr QSize mostSize{8000, 5000};
constexpr qsizetype mostTexts = 6;

Shown::Theme themeOf(int number) {
    return static_cast<Shown::Theme>(std::clamp(number, 0, 2));
}

}  // namespace

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent), file_(file, QSettings::IniFormat), kept_(!file.isEmpty()) {
    if (!kept_) {
        windowSize_ = firstSize;
        return;
    }
    theme_ = themeOf(file_.value(QStringLiteral("theme")).toInt());
    const auto size = file_.value(QStringLiteral("windowSize"), firstSize).toSize();
    windowSize_ = size.expandedTo(leastSize).boundedTo(mostSize);
    remember_ = file_.value(QStringLiteral("remember")).toBool();
    resume_ = file_.value(QStringLiteral("resume")).toBool();
    selfView_ = file_.value(QStringLiteral("selfView"), true).toBool();
    callsSeen_ = file_.value(QStringLiteral("callsSeen")).toLongLong();
    watched_ = file_.value(QStringLiteral("watched")).toStringList();
    watchedLines_ = file_.value(QStringLiteral("watchedLines")).toStringList();
    recentTexts_ = file_.value(QStringLiteral("recentTexts")).toStringList().mid(0, mostTexts);
}

void Settings::write(const char* key, const QVariant& value) {
    if (kept_) file_.setValue(QString::fromLatin1(key), value);
}

void Settings::setTheme(int theme) {
    write("theme", theme);
    overrideTheme(themeOf(theme));
}

void Settings::overrideTheme(Shown::Theme theme) {
    if (theme == theme_) return;
    theme_ = theme;
    Q_EMIT themeChanged();
}

bool Settings::dark() const {
    return theme_ == Shown::Theme::Dark || (theme_ == Shown::Theme::System && systemDark_);
}

void Settings::setSystemDark(bool dark) {
    if (dark == systemDark_) return;
    systemDark_ = dark;
    Q_EMIT themeChanged();
}

void Settings::setWindowSize(QSize size) {
    if (size == windowSize_ || size.isEmpty()) return;
    write("windowSize", size);
    overrideWindowSize(size);
}

void Settings::overrideWindowSize(QSize size) {
    if (size == windowSize_) return;
    windowSize_ = size;
    Q_EMIT windowSizeChanged();
}

void Settings::setSelfView(bool selfView) {
    if (selfView == selfView_) return;
    selfView_ = selfView;
    write("selfView", selfView);
    Q_EMIT selfViewChanged();
}

QString Settings::lastAddress() const {
    return kept_ ? file_.value(QStringLiteral("address")).toString() : QString();
}

void Settings::setLastAddress(const QString& address) {
    write("address", address);
}

void Settings::setRemembers(bool remember) {
    remember_ = remember;
    write("remember", remember);
}

void Settings::setResumes(bool resume) {
    resume_ = resume;
    write("resume", resume);
}

void Settings::addRecentText(const QString& text) {
    if (text.isEmpty()) return;
    recentTexts_.removeAll(text);
    recentTexts_.prepend(text);
    while (recentTexts_.size() > mostTexts) recentTexts_.removeLast();
    write("recentTexts", recentTexts_);
}

void Settings::setWatched(const QString& address, bool watched) {
    watched_.removeAll(address);
    if (watched) watched_ << address;
    write("watched", watched_);
    Q_EMIT watchedChanged(address);
}

void Settings::setWatchedLines(const QStringList& lines) {
    watchedLines_ = lines;
    write("watchedLines", watchedLines_);
}

void Settings::setCallsSeen(qint64 time) {
    callsSeen_ = time;
    write("callsSeen", time);
}

}  // namespace sidetone::desktop
