@echo off
rem Starts Workshop from this folder with the Python of this machine, without a network and without rights but those
rem to write here.
setlocal
set "PYTHON="
call :try py -3
call :try python
call :try python3
if not defined PYTHON goto none
%PYTHON% "%~dp0start.py" %*
set "CODE=%ERRORLEVEL%"
if %CODE% geq 2 if "%~1"=="" pause
exit /b %CODE%

:none
echo Workshop needs Python 3.11 or later here. The folder that needs no Python is the other kit. 1>&2
if "%~1"=="" pause
exit /b 2

:try
if defined PYTHON exit /b 0
%* -c "import sys; raise SystemExit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PYTHON=%*"
exit /b 0
