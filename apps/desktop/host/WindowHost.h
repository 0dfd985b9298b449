// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlApplicationEngine>
#include <memory>

class QGuiApplication;
class QQuickWindow;

namespace sidetone::desktop {

class Desktop;

/// Which renderer draws the windows.
enum class Renderer { Automatic, Software };

/// What has to be decided before the application object exists: the renderer. Without a GPU
/// (no /dev/dri/renderD*) Qt Quick's software adaptation takes a third of the memory of a
/// software OpenGL, and a sixth of its time.
void chooseRenderer(Renderer renderer);

/// The fonts, the icons and the QML engine, and the window in it.
class WindowHost {
public:
    explicit WindowHost(QGuiApplication& application);
    ~WindowHost();

    /// Loads a QML file of the module with this `desktop`; null where it does not load.
    QQuickWindow* show(Desktop& desktop, const QString& file = QStringLiteral("Main.qml"));
    [[nodiscard]] QQmlApplicationEngine& engine() { return engine_; }

private:
    QQmlApplicationEngine engine_;
};

/// Where the module's QML files are.
[[nodiscard]] QString moduleFolder();
/// Gives an engine what the windows need: the module and the icons.
void equip(QQmlEngine& engine);

}  // namespace sidetone::desktop
