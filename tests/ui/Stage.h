// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGuiApplication>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "host/WindowHost.h"
#include "models/Desktop.h"

namespace sidetone::test {

/// A window on a made-up client, in virtual time.
struct Stage {
    VirtualClock clock;
    FakeClient client{clock};
    desktop::Settings settings{QString()};
    std::vector<QString> opened;  ///< pages and folders, as the desktop would have opened them
    desktop::Desktop desktop{client, clock, settings, [this](const QUrl& url) {
                                 opened.push_back(url.toString());
                                 return true;
                             }};
    QQuickWindow* window = nullptr;

    /// Lets the virtual and the real event loop settle.
    void settle() {
        for (int i = 0; i < 4; ++i) {
            clock.advance(core::Milliseconds(60));
            QCoreApplication::processEvents();
        }
    }
    bool show(desktop::WindowHost& host, QSize size = QSize(1120, 720)) {
        settings.setWindowSize(size);
        window = host.show(desktop);
        if (window == nullptr) return false;
        window->resize(size);
        settle();
        return true;
    }
    [[nodiscard]] QQuickItem* find(const char* name) const {
        return below(window->contentItem(), QString::fromLatin1(name));
    }
    /// Every item of the window, also what views and repeaters made.
    [[nodiscard]] std::vector<QQuickItem*> items() const {
        std::vector<QQuickItem*> all{window->contentItem()};
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (auto* child : all[i]->childItems()) all.push_back(child);
        }
        return all;
    }
    [[nodiscard]] QQuickItem* page() const { return window->property("page").value<QQuickItem*>(); }
    void go(const char* where) {
        QMetaObject::invokeMethod(page(), "go", Q_ARG(QString, QString::fromLatin1(where)));
        settle();
    }
    void openChat() {
        const auto address = QString::fromStdString(partner().text());
        QMetaObject::invokeMethod(page(), "openChat", Q_ARG(QString, address));
        settle();
    }
    void type(const char* text) {
        for (const char* key = text; *key != 0; ++key) QTest::keyClick(window, *key);
        settle();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(window, key, modifiers);
        settle();
    }
    ~Stage() { delete window; }
    static QQuickItem* below(QQuickItem* item, const QString& name) {
        if (item->objectName() == name) return item;
        for (auto* child : item->childItems()) {
            if (auto* found = below(child, name)) return found;
        }
        return nullptr;
    }
    Stage() = default;
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
};

}  // namespace sidetone::test
