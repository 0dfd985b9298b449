// SPDX-License-Identifier: GPL-3.0-or-later
#include "drive/Drive.h"

#include <unistd.h>

#include <QDeadlineTimer>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QQuickItem>
#include <QRegularExpression>
#include <cstdio>

namespace sidetone::desktop {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

void printLine(const QJsonObject& object) {
    const auto line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

}  // namespace

QSize sizeOf(const QString& text) {
    static const QRegularExpression form(u"^(\\d{2,5})x(\\d{2,5})$"_s);
    const auto match = form.match(text);
    if (!match.hasMatch()) return {};
    return {match.captured(1).toInt(), match.captured(2).toInt()};
}

Drive::Drive(client::Client& client, core::Clock& clock, Desktop& desktop, QQuickWindow& window)
    : desktop_(desktop), window_(window), loop_(client, clock, printLine), input_(STDIN_FILENO) {
    loop_.addCommand(u"window"_s, [this](const QJsonObject& command) { return arrange(command); });
    loop_.addCommand(u"show"_s, [this](const QJsonObject& command) { return show(command); });
    loop_.addCommand(u"screenshot"_s,
                     [this](const QJsonObject& command) { return screenshot(command); });
    connect(&loop_, &apps::CommandLoop::quitAsked, &window_, &QQuickWindow::close);
    connect(&input_, &apps::LineReader::line, &loop_, &apps::CommandLoop::takeLine);
    connect(&input_, &apps::LineReader::ended, &window_, &QQuickWindow::close);
    connect(
        &window_, &QQuickWindow::frameSwapped, this,
        [] {
            printLine({{u"event"_s, u"window.first-frame"_s}});
        },
        Qt::SingleShotConnection);
}

void Drive::start() {
    input_.start();
}

Result<QJsonObject> Drive::arrange(const QJsonObject& command) {
    if (command.contains(u"theme"_s)) {
        const auto dark = command.value(u"theme"_s) == u"dark"_s;
        desktop_.settings()->overrideTheme(dark ? Shown::Theme::Dark : Shown::Theme::Light);
    }
    if (command.contains(u"size"_s)) {
        const auto size = sizeOf(command.value(u"size"_s).toString());
        if (size.isEmpty()) {
            return fail(ErrorCode::InvalidInput, "Sizing the window", "the size makes no sense",
                        "Write it as 1120x720.");
        }
        window_.resize(size);
    }
    return QJsonObject();
}

QObject* Drive::page() const {
    return window_.property("page").value<QObject*>();
}

Result<QJsonObject> Drive::show(const QJsonObject& command) {
    const auto chat = command.value(u"chat"_s).toString();
    const auto place = command.value(u"place"_s).toString();
    const bool done =
        page() != nullptr &&
        (chat.isEmpty() ? QMetaObject::invokeMethod(page(), "go", Q_ARG(QString, place))
                        : QMetaObject::invokeMethod(page(), "openChat", Q_ARG(QString, chat)));
    if (done) return QJsonObject();
    return fail(ErrorCode::Unavailable, "Showing a page", "the hub is not there", "Sign in first.");
}

Result<QJsonObject> Drive::screenshot(const QJsonObject& command) {
    // A new size counts when the window system has answered: then everything is laid out anew.
    QDeadlineTimer patience(2'000);
    do {
        QGuiApplication::processEvents(QEventLoop::ExcludeUserInputEvents, 20);
    } while (window_.contentItem()->size().toSize() != window_.size() && !patience.hasExpired());
    const auto file = command.value(u"file"_s).toString();
    if (window_.grabWindow().save(file)) return QJsonObject{{u"file"_s, file}};
    return fail(ErrorCode::Storage, "Writing the screenshot " + file.toStdString());
}

}  // namespace sidetone::desktop
