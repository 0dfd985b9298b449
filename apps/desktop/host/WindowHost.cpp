// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/WindowHost.h"

#include <QDir>
#include <QFont>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QSGRendererInterface>

#include "host/IconProvider.h"
#include "host/PersonPictureProvider.h"
#include "host/PictureProvider.h"
#include "host/QrProvider.h"
#include "models/Desktop.h"

extern void qml_register_types_Sidetone();

namespace sidetone::desktop {

void chooseRenderer(Renderer renderer) {
    if (qEnvironmentVariableIsSet("QT_QUICK_BACKEND")) return;
    const QDir devices(QStringLiteral("/dev/dri"));
    const auto gpus = devices.entryList({QStringLiteral("renderD*")}, QDir::System);
    if (renderer == Renderer::Software || gpus.isEmpty()) {
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    }
}

QString moduleFolder() {
    return QStringLiteral("qrc:/qt/qml/Sidetone/");
}

void equip(QQmlEngine& engine) {
    qml_register_types_Sidetone();
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.addImageProvider(QStringLiteral("icon"), new IconProvider);
    engine.addImageProvider(QStringLiteral("picture"), new PictureProvider);
    engine.addImageProvider(QStringLiteral("qr"), new QrProvider);
}

WindowHost::WindowHost(QGuiApplication& application) {
    QFont font;
    // Emoji before Noto Sans: its symbol fonts would draw them in one colour.
    font.setFamilies(
        {QStringLiteral("Inter"), QStringLiteral("Noto Color Emoji"), QStringLiteral("Noto Sans")});
    font.setPixelSize(14);
    application.setFont(font);
    QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);
    equip(engine_);
}

WindowHost::~WindowHost() = default;

QQuickWindow* WindowHost::show(Desktop& desktop, const QString& file) {
    engine_.addImageProvider(QStringLiteral("person"), new PersonPictureProvider(desktop.photos()));
    engine_.setInitialProperties({{QStringLiteral("desktop"), QVariant::fromValue(&desktop)}});
    engine_.load(QUrl(moduleFolder() + file));
    const auto roots = engine_.rootObjects();
    return roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow*>(roots.last());
}

}  // namespace sidetone::desktop
