// SPDX-License-Identifier: GPL-3.0-or-later
// The windows with made-up people, to look at and to measure:
//   gallery [PEOPLE] [--dark] [--first-frame]
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QTimer>
#include <cstdio>

#include "core/QtClock.h"
#include "fake/Story.h"
#include "host/WindowHost.h"
#include "models/Desktop.h"

namespace {

void printMemory() {
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly)) return;
    for (const auto& line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:") || line.startsWith("Rss:")) std::puts(line.constData());
    }
}

}  // namespace

int main(int argc, char** argv) {
    using namespace sidetone;
    QElapsedTimer start;
    start.start();
    desktop::chooseRenderer(desktop::Renderer::Automatic);
    QGuiApplication application(argc, argv);
    const auto arguments = QGuiApplication::arguments();
    const int count = arguments.size() > 1 ? arguments[1].toInt() : 0;

    core::QtClock clock;
    test::FakeClient client(clock);
    test::fill(client, clock.wallTime(), count > 0 ? count : 40);
    desktop::Settings settings{QString()};
    if (arguments.contains(QStringLiteral("--dark"))) {
        settings.overrideTheme(desktop::Shown::Theme::Dark);
    }
    desktop::Desktop desktop(client, clock, settings);
    desktop::WindowHost host(application);
    auto* window = host.show(desktop);
    if (window == nullptr) return 1;
    if (arguments.contains(QStringLiteral("--first-frame"))) {
        QObject::connect(
            window, &QQuickWindow::frameSwapped, window,
            [&start] {
                std::printf("first-frame %lld\n", static_cast<long long>(start.elapsed()));
                QTimer::singleShot(1500, [] {
                    printMemory();
                    QGuiApplication::quit();
                });
            },
            Qt::SingleShotConnection);
    }
    return QGuiApplication::exec();
}
