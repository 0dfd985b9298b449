// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickWindow>

#include "models/Desktop.h"
#include "shared/CommandLoop.h"
#include "shared/LineReader.h"

namespace sidetone::desktop {

/// `sidetone --drive`: the JSON interface of docs/terminal.md on standard input and output, with
/// three commands more, so that demos and tests use the real windows.
class Drive : public QObject {
    Q_OBJECT
public:
    Drive(client::Client& client, core::Clock& clock, Desktop& desktop, QQuickWindow& window);
    /// Begins to read commands.
    void start();

private:
    /// `window`: {theme: light|dark, size: WIDTHxHEIGHT}, each optional.
    core::Result<QJsonObject> arrange(const QJsonObject& command);
    /// `show`: {chat: ADDRESS} or {place: contacts|chats|calls|settings}.
    core::Result<QJsonObject> show(const QJsonObject& command);
    /// `screenshot`: {file: PATH}; what the window shows, once it has drawn it.
    core::Result<QJsonObject> screenshot(const QJsonObject& command);
    [[nodiscard]] QObject* page() const;

    Desktop& desktop_;
    QQuickWindow& window_;
    apps::CommandLoop loop_;
    apps::LineReader input_;
};

/// "1120x720"; empty where it is no size.
[[nodiscard]] QSize sizeOf(const QString& text);

}  // namespace sidetone::desktop
