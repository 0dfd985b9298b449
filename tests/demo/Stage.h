// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <memory>

#include "core/Result.h"

namespace sidetone::demo {

struct StageOptions {
    int people = 50;      ///< in the office and in everybody's contact list
    bool display = true;  ///< a virtual one where there is none
    QString extras = {};  ///< of the office, as `start --with` takes them
};

/// Where the demo plays: an office with real servers, and a display. Both end with the stage.
class Stage {
public:
    /// `folder` is emptied first. Errors say what could not be brought up.
    static core::Result<std::unique_ptr<Stage>> build(const QString& folder,
                                                      const QString& programs,
                                                      StageOptions options = {});
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// For the programs of the stage: name server, authorities, display.
    [[nodiscard]] const QProcessEnvironment& environment() const { return environment_; }
    [[nodiscard]] QString folder() const { return folder_; }
    [[nodiscard]] QString programs() const { return programs_; }
    [[nodiscard]] bool hasRealDisplay() const { return hasRealDisplay_; }
    /// What `sidetone-office start` printed.
    [[nodiscard]] QString officeText() const { return officeText_; }
    /// Address, number and password file of a demo user: 1 is Anna, 2 is Ben.
    [[nodiscard]] QString user(int index) const;
    [[nodiscard]] QString number(int index) const;
    [[nodiscard]] QString passwordFile(int index) const;
    /// Runs `sidetone-office` with these words on this office; what it printed.
    core::Result<QString> office(const QStringList& arguments, int milliseconds = 20'000);

private:
    Stage(QString folder, QString programs);
    core::Status startOffice(const StageOptions& options);
    core::Status readOfficeEnvironment();
    core::Status startDisplay();

    QString folder_;
    QString programs_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
    QString officeText_;
    bool hasRealDisplay_ = false;
    bool officeIsUp_ = false;
    std::unique_ptr<QProcess> display_;
};

}  // namespace sidetone::demo
